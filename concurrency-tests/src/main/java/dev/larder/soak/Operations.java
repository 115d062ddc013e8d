package dev.larder.soak;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.MutableEntry;

/** All operations of a cache, chosen at random. */
final class Operations {
  /** The maximum number of keys of a bulk operation. */
  static final int MAX_KEYS = 3;

  private static final int FEW = 8;

  private final SplittableRandom random;
  private final int keys;
  private final long step;
  private long number;

  /**
   * Creates a generator of operations.
   *
   * @param first the first number of a value
   * @param step the difference between numbers, so that no two threads use the same number
   */
  Operations(SplittableRandom random, int keys, long first, long step) {
    this.random = random;
    this.keys = keys;
    this.number = first;
    this.step = step;
  }

  /** Returns a key; low keys are much more frequent than high ones. */
  private Integer key() {
    double drawn = random.nextDouble();
    return (int) (keys * drawn * drawn * drawn);
  }

  private Object value(Values values) {
    number += step;
    return values.of(number);
  }

  /** Performs one operation on a cache. */
  void one(Kind kind, Cache<Integer, Object> cache, Values values) {
    Integer key = key();
    int choice = random.nextInt(100);
    if (choice < 50) {
      cache.get(key);
    } else if (choice < 65) {
      cache.put(key, value(values));
    } else if (choice < 94) {
      change(choice, cache, key, values);
    } else if (choice < 99) {
      several(choice, cache, key, values);
    } else {
      everything(kind, cache);
    }
  }

  private void change(int choice, Cache<Integer, Object> cache, Integer key, Values values) {
    switch (choice % 10) {
      case 0 -> cache.putIfAbsent(key, value(values));
      case 1 -> cache.getAndPut(key, value(values));
      case 2 -> cache.remove(key);
      case 3 -> cache.getAndRemove(key);
      case 4 -> cache.replace(key, value(values));
      case 5 -> cache.getAndReplace(key, value(values));
      case 6 -> replaceSame(cache, key, values);
      case 7 -> cache.invoke(key, (entry, arguments) -> removed(entry));
      case 8 -> cache.invoke(key, this::rewritten, value(values));
      default -> cache.containsKey(key);
    }
  }

  private void replaceSame(Cache<Integer, Object> cache, Integer key, Values values) {
    Object seen = cache.get(key);
    if (seen != null) {
      cache.replace(key, seen, value(values));
      cache.remove(key, seen);
    }
  }

  private boolean removed(MutableEntry<Integer, Object> entry) {
    boolean present = entry.exists();
    entry.remove();
    return present;
  }

  private boolean rewritten(MutableEntry<Integer, Object> entry, Object... arguments) {
    boolean present = entry.getValue() != null;
    entry.setValue(arguments[0]);
    return present;
  }

  private void several(int choice, Cache<Integer, Object> cache, Integer key, Values values) {
    Set<Integer> some = Set.of(key, keys + 1, keys + 2);
    switch (choice) {
      case 94 -> loadAll(cache, some);
      case 95 -> cache.getAll(some);
      case 96 -> cache.putAll(Map.of(key, value(values), keys + 1, value(values)));
      case 97 -> cache.removeAll(some);
      default -> cache.invokeAll(some, (entry, arguments) -> removed(entry));
    }
  }

  /** Waits for the end of the load, which must come even if the cache is closed meanwhile. */
  private void loadAll(Cache<Integer, Object> cache, Set<Integer> keys) {
    CompletionListenerFuture end = new CompletionListenerFuture();
    cache.loadAll(keys, random.nextBoolean(), end);
    try {
      end.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : new CacheException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void everything(Kind kind, Cache<Integer, Object> cache) {
    if (random.nextInt(200) == 0 && kind.isCleared()) {
      cache.clear();
    } else {
      Iterator<Cache.Entry<Integer, Object>> entries = cache.iterator();
      for (int i = 0; i < FEW && entries.hasNext(); i++) {
        Integer key = entries.next().getKey();
        if (key % FEW == 0) {
          entries.remove();
        }
      }
    }
  }
}
