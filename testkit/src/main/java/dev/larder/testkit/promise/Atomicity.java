package dev.larder.testkit.promise;

import static dev.larder.testkit.promise.Promise.spec;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;

/** Compound operations are atomic. */
final class Atomicity {
  private static final int THREADS = 4;

  static final EntryProcessor<Integer, Integer, Integer> INCREMENT =
      (entry, arguments) -> {
        Integer present = entry.getValue();
        int next = present == null ? 1 : present + 1;
        entry.setValue(next);
        return next;
      };

  private Atomicity() {}

  static List<Promise> promises() {
    return List.of(
        spec("invoke loses no update", "EntryProcessor: exclusive access", Atomicity::invoke),
        spec("replace(k, old, new) loses no update", "replace: atomically", Atomicity::replace),
        spec("putIfAbsent has one winner", "putIfAbsent: atomically", Atomicity::putIfAbsent),
        spec(
            "getAndPut gives each value out exactly once",
            "specification, default consistency",
            Atomicity::getAndPut),
        spec("getAndRemove has one taker", "getAndRemove: atomically", Atomicity::getAndRemove),
        spec("getAndReplace has one taker", "getAndReplace: atomically", Atomicity::getAndReplace),
        spec("remove(k, old) has one taker", "remove: atomically", Atomicity::remove));
  }

  private static void invoke(Trial trial) throws Exception {
    Cache<Integer, Integer> cache = trial.open();
    int each = trial.times(6_000);
    TestThreads.run(
        THREADS,
        thread -> {
          for (int i = 0; i < each; i++) {
            cache.invoke(i % 4, INCREMENT);
          }
        });
    lost(trial, cache, THREADS * each);
  }

  private static void replace(Trial trial) throws Exception {
    Cache<Integer, Integer> cache = trial.open();
    for (int key = 0; key < 4; key++) {
      cache.put(key, 0);
    }
    AtomicInteger replaced = new AtomicInteger();
    int each = trial.times(6_000);
    TestThreads.run(
        THREADS,
        thread -> {
          for (int i = 0; i < each; i++) {
            Integer present = cache.get(i % 4);
            if (present != null && cache.replace(i % 4, present, present + 1)) {
              replaced.incrementAndGet();
            }
          }
        });
    lost(trial, cache, replaced.get());
  }

  private static void lost(Trial trial, Cache<Integer, Integer> cache, int updates) {
    int sum = 0;
    for (int key = 0; key < 4; key++) {
      Integer value = cache.get(key);
      sum += value == null ? 0 : value;
    }
    trial.count(Math.abs(updates - sum), updates, sum + " arrived of " + updates + " updates");
  }

  private static void putIfAbsent(Trial trial) throws Exception {
    Cache<Integer, Integer> cache = trial.open();
    winners(trial, (key, thread) -> cache.putIfAbsent(key, thread));
  }

  private static void getAndRemove(Trial trial) throws Exception {
    Cache<Integer, Integer> cache = filled(trial);
    winners(trial, (key, thread) -> cache.getAndRemove(key) != null);
  }

  private static void getAndReplace(Trial trial) throws Exception {
    Cache<Integer, Integer> cache = filled(trial);
    winners(
        trial,
        (key, thread) -> {
          Integer old = cache.getAndReplace(key, thread);
          return old != null && old == -1;
        });
  }

  private static void remove(Trial trial) throws Exception {
    Cache<Integer, Integer> cache = filled(trial);
    winners(trial, (key, thread) -> cache.remove(key, -1));
  }

  private static Cache<Integer, Integer> filled(Trial trial) {
    Cache<Integer, Integer> cache = trial.open();
    for (int key = 0; key < trial.times(1_200); key++) {
      cache.put(key, -1);
    }
    return cache;
  }

  private interface Attempt {
    boolean wins(int key, int thread);
  }

  private static void winners(Trial trial, Attempt attempt) throws Exception {
    AtomicIntegerArray winners = new AtomicIntegerArray(trial.times(1_200));
    TestThreads.run(
        THREADS,
        thread -> {
          for (int key = 0; key < winners.length(); key++) {
            if (attempt.wins(key, thread)) {
              winners.incrementAndGet(key);
            }
          }
        });
    for (int key = 0; key < winners.length(); key++) {
      trial.check(winners.get(key) == 1, winners.get(key) + " winners of one key");
    }
  }

  private static void getAndPut(Trial trial) throws Exception {
    Cache<Integer, Integer> cache = trial.open();
    int each = trial.times(6_000);
    AtomicIntegerArray given = new AtomicIntegerArray(THREADS * each);
    TestThreads.run(
        THREADS,
        thread -> {
          for (int i = 0; i < each; i++) {
            Integer old = cache.getAndPut(0, thread * each + i);
            if (old != null) {
              given.incrementAndGet(old);
            }
          }
        });
    Integer last = cache.get(0);
    if (last != null) {
      given.incrementAndGet(last);
    }
    for (int value = 0; value < given.length(); value++) {
      trial.check(given.get(value) == 1, "a value given out " + given.get(value) + " times");
    }
  }
}
