package dev.larder.reliability;

import dev.larder.spec.Rethrow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.processor.MutableEntry;

/**
 * Random operations of one thread. The thread alone writes the keys whose remainder is its number,
 * and records what the last acknowledged operation left there. A failed operation makes its key
 * uncertain. Reads use any key.
 */
final class RandomOperations {
  private static final int KEYS = 64;

  private final Cache<Integer, Long> cache;
  private final int thread;
  private final int threads;
  private final Random random;
  private final Map<Integer, Long> acknowledged = new HashMap<>();
  private final Set<Integer> doubtful = new HashSet<>();
  private long sequence;
  private int failures;

  RandomOperations(Cache<Integer, Long> cache, int thread, int threads, Random random) {
    this.cache = cache;
    this.thread = thread;
    this.threads = threads;
    this.random = random;
  }

  /** Returns what the last acknowledged operation left of each certain key, null if removed. */
  Map<Integer, Long> acknowledged() {
    Map<Integer, Long> certain = new HashMap<>(acknowledged);
    certain.keySet().removeAll(doubtful);
    return certain;
  }

  int failures() {
    return failures;
  }

  void step() {
    int key = own();
    long value = ++sequence * threads + thread;
    try {
      switch (random.nextInt(12)) {
        case 0 -> acknowledge(key, value, () -> cache.put(key, value));
        case 1 -> acknowledge(key, value, () -> cache.getAndPut(key, value));
        case 2 -> acknowledge(key, value, () -> cache.invoke(key, RandomOperations::set, value));
        case 3 -> acknowledge(key, null, () -> cache.remove(key));
        case 4 -> acknowledge(key, null, () -> cache.getAndRemove(key));
        case 5 -> acknowledge(key, null, () -> cache.invoke(key, RandomOperations::remove));
        case 6 -> putAll(value);
        case 7 -> removeAll();
        case 8 -> conditionally(key, value);
        case 9 -> cache.invokeAll(Set.of(random.nextInt(KEYS)), (entry, any) -> entry.getValue());
        case 10 -> cache.getAll(Set.of(random.nextInt(KEYS), random.nextInt(KEYS) + KEYS));
        default -> cache.get(random.nextInt(KEYS));
      }
    } catch (Throwable e) {
      requireOnPurpose(e);
      failures++;
    }
  }

  private int own() {
    return random.nextInt(KEYS / threads) * threads + thread;
  }

  private static Object set(MutableEntry<Integer, Long> entry, Object... arguments) {
    entry.getValue();
    entry.setValue((Long) arguments[0]);
    return null;
  }

  private static Object remove(MutableEntry<Integer, Long> entry, Object... arguments) {
    entry.remove();
    return null;
  }

  private void acknowledge(int key, Long value, Runnable operation) {
    doubtful.add(key);
    operation.run();
    doubtful.remove(key);
    acknowledged.put(key, value);
  }

  private void putAll(long value) {
    Map<Integer, Long> entries = new HashMap<>();
    for (int i = 0; i < 5; i++) {
      entries.put(own(), value);
    }
    doubtful.addAll(entries.keySet());
    cache.putAll(entries);
    doubtful.removeAll(entries.keySet());
    acknowledged.putAll(entries);
  }

  private void removeAll() {
    Set<Integer> some = new HashSet<>(Set.of(own()));
    some.add(own());
    doubtful.addAll(some);
    cache.removeAll(some);
    doubtful.removeAll(some);
    some.forEach(key -> acknowledged.put(key, null));
  }

  /** The effect of a conditional operation is unknown if it returns false. */
  private void conditionally(int key, long value) {
    doubtful.add(key);
    boolean written =
        switch (random.nextInt(5)) {
          case 0 -> cache.putIfAbsent(key, value);
          case 1 -> cache.replace(key, value);
          case 2 -> cache.replace(key, value - threads, value);
          case 3 -> cache.getAndReplace(key, value) != null;
          default -> {
            cache.remove(key, value - threads);
            yield false;
          }
        };
    if (written) {
      doubtful.remove(key);
      acknowledged.put(key, value);
    }
  }

  private static void requireOnPurpose(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).startsWith(FailureKind.MESSAGE)) {
        return;
      }
    }
    throw Rethrow.asIs(failure);
  }
}
