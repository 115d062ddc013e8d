package dev.larder.testkit.promise;

import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/** Runs a probe on a flawed provider until it detects the flaw. */
final class Found {
  /**
   * One round detects a flaw for which threads wait for each other. Other races are detected in
   * most rounds, so ten rounds suffice.
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
