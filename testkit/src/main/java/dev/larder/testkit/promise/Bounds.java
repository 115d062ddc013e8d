package dev.larder.testkit.promise;

import static dev.larder.testkit.promise.Promise.beyond;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;

/** Caches keep to their bound, and iterators work meanwhile. */
final class Bounds {
  private static final int MAXIMUM = 1_000;
  private static final int WRITERS = 4;

  private Bounds() {}

  static List<Promise> promises() {
    return List.of(
        beyond("at most one entry per writing thread is above the bound", Bounds::peak),
        beyond("iterators neither fail nor give null while entries vanish", Bounds::iterators));
  }

  /**
   * Computes a lower bound of the peak size while other threads put new keys. A key that an
   * iteration returns, and that is present afterwards, was present when the iteration ended. So all
   * such keys were present together.
   */
  private static void peak(Trial trial) throws Exception {
    Cache<Integer, Integer> cache = trial.openBounded(Integer.class, Integer.class, MAXIMUM);
    int puts = trial.times(400_000);
    AtomicInteger writing = new AtomicInteger(WRITERS);
    AtomicInteger peak = new AtomicInteger();
    TestThreads testThreads = new TestThreads();
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      testThreads.add(
          () -> {
            try {
              putFresh(cache, writer, puts / WRITERS);
            } finally {
              writing.decrementAndGet();
            }
          });
    }
    testThreads.add(() -> watch(cache, writing, peak)).start().end();
    int over = Math.max(0, peak.get() - MAXIMUM);
    trial.count(
        over > WRITERS ? over : 0, MAXIMUM, over / (MAXIMUM / 100.0) + " % above the bound");
  }

  private static void putFresh(Cache<Integer, Integer> cache, int writer, int puts) {
    for (int i = 0; i < puts; i++) {
      cache.put(i * WRITERS + writer, i);
    }
  }

  private static void watch(
      Cache<Integer, Integer> cache, AtomicInteger writing, AtomicInteger peak) {
    do {
      Set<Integer> seen = walk(cache);
      int present = 0;
      for (Integer key : seen) {
        present += cache.containsKey(key) ? 1 : 0;
      }
      peak.accumulateAndGet(present, Math::max);
    } while (writing.get() > 0);
  }

  /**
   * Returns the keys of an iteration up to its end or its failure. Another probe checks for nulls
   * and failures.
   */
  private static Set<Integer> walk(Cache<Integer, Integer> cache) {
    Set<Integer> keys = new HashSet<>();
    Calls.ignoringFailure(
        () -> {
          for (Cache.Entry<Integer, Integer> entry : cache) {
            if (entry != null) {
              keys.add(entry.getKey());
            }
          }
        });
    return keys;
  }

  /**
   * The specification allows iterators to return null for a vanished entry, but users do not expect
   * it.
   */
  private static void iterators(Trial trial) throws Exception {
    Cache<Integer, Integer> cache = trial.open();
    AtomicInteger walks = new AtomicInteger(trial.times(6_000));
    TestThreads testThreads = new TestThreads();
    for (int i = 0; i < 2; i++) {
      int writer = i;
      testThreads.add(() -> putAndRemove(cache, writer, walks));
    }
    testThreads
        .add(
            () -> {
              for (; walks.get() > 0; walks.decrementAndGet()) {
                Calls.accepted(trial, "a walk", () -> cache.forEach(Cache.Entry::getKey));
              }
            })
        .start()
        .end();
  }

  /** Puts and removes keys as long as iterations remain. */
  private static void putAndRemove(Cache<Integer, Integer> cache, int writer, AtomicInteger walks) {
    for (int i = 0; walks.get() > 0; i++) {
      cache.put(i % 50 * 2 + writer, i);
      cache.remove((i + 25) % 50 * 2 + writer);
    }
  }
}
