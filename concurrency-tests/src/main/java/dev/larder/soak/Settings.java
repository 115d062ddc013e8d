package dev.larder.soak;

import java.time.Duration;

/**
 * The settings of a run.
 *
 * @param duration the duration of all rounds together
 * @param threads the number of threads that use the caches
 * @param maximum the bound of each cache, in entries or weight; there are four times as many keys
 * @param seed the seed of all random choices except the scheduler's
 */
record Settings(Duration duration, int threads, long maximum, long seed) {
  private static final int ROUNDS = 40;
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** Returns the duration of a round, short enough for a trend over all rounds. */
  Duration round() {
    Duration share = duration.dividedBy(ROUNDS);
    Duration most = share.compareTo(LONGEST) > 0 ? LONGEST : share;
    return most.compareTo(SHORTEST) < 0 ? SHORTEST : most;
  }

  /** Returns the largest bound of a cache. */
  long largest() {
    return 2 * maximum;
  }

  int keys() {
    return (int) Math.min(Integer.MAX_VALUE, 4 * maximum);
  }
}
