package dev.larder.soak;

import java.time.Duration;

/**
 * What to run.
 *
 * @param duration of all rounds together
 * @param threads that use the caches
 * @param maximum of each cache, in entries or weight; there are four times as many keys
 * @param seed of all random choices but those of the scheduler
 */
record Settings(Duration duration, int threads, long maximum, long seed) {
  private static final int ROUNDS = 40;
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** How long a round takes: so many that a trend shows. */
  Duration round() {
    Duration share = duration.dividedBy(ROUNDS);
    Duration most = share.compareTo(LONGEST) > 0 ? LONGEST : share;
    return most.compareTo(SHORTEST) < 0 ? SHORTEST : most;
  }

  /** To what the bound of a cache is moved at most. */
  long largest() {
    return 2 * maximum;
  }

  int keys() {
    return (int) Math.min(Integer.MAX_VALUE, 4 * maximum);
  }
}
