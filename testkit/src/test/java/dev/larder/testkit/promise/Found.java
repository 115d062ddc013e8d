package dev.larder.testkit.promise;

import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/** Probes a flawed provider until the flaw is found. */
final class Found {
  /**
   * One round finds a flaw that all threads meet in. The other races are found in most rounds, so
   * that none is missed in all of them.
   */
  private static final int ROUNDS = 10;

  private static final long FIRST_SEED = 1;

  private Found() {}

  /** Returns the first verdict of the expected kind, or that of the last round. */
  static Verdict within(Promise promise, CachingProvider provider, Verdict.Kind expected) {
    Verdict verdict = round(promise, provider, 0);
    for (int round = 1; round < ROUNDS && verdict.kind() != expected; round++) {
      verdict = round(promise, provider, round);
    }
    return verdict;
  }

  private static Verdict round(Promise promise, CachingProvider provider, int round) {
    Verdict verdict = Watchdog.watch(promise, new Trial(provider, Effort.FAST, FIRST_SEED + round));
    Caching.getCachingProvider(Flawed.LARDER).close();
    return verdict;
  }
}
