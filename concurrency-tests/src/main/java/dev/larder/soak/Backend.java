package dev.larder.soak;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * The store of record behind a cache. Some loads are slow. No key is loaded twice at once, except
 * by reloads, which hold no key.
 */
final class Backend implements CacheLoader<Integer, Object>, CacheWriter<Integer, Object> {
  private static final int SLOW = 101;
  private static final long PAUSE = 1_000_000;

  private final Map<Integer, Object> records = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> loading = new ConcurrentHashMap<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Promises promises;
  private final boolean isReloaded;
  private final long mostLoads;

  /** Creates an empty store. */
  Backend(Kind kind, Settings settings, Promises promises) {
    this.promises = promises;
    this.isReloaded = kind.is(Trait.RELOADED);
    this.mostLoads = mostLoads(kind, settings);
  }

  /**
   * Returns the maximum number of concurrent loads: one for each loading thread, including
   * background threads.
   */
  static long mostLoads(Kind kind, Settings settings) {
    long background = 2L * Math.max(2, Runtime.getRuntime().availableProcessors());
    return settings.threads() + (kind.is(Trait.RELOADED) ? background : 0);
  }

  /** Returns the name under which the peak of the loads is kept. */
  static String loads(boolean isReloaded) {
    return isReloaded ? "loads and reloads at once" : "loads at once";
  }

  @Override
  public @Nullable Object load(Integer key) {
    return loadAll(List.of(key)).get(key);
  }

  @Override
  public Map<Integer, Object> loadAll(Iterable<? extends Integer> keys) {
    promises.peak(loads(isReloaded), inFlight.incrementAndGet(), mostLoads);
    keys.forEach(
        key -> {
          int atOnce = loading.merge(key, 1, Integer::sum);
          if (!isReloaded) {
            promises.peak("loads of one key at once", atOnce, 1);
          }
        });
    try {
      return read(keys);
    } finally {
      keys.forEach(key -> loading.computeIfPresent(key, (any, n) -> n == 1 ? null : n - 1));
      inFlight.decrementAndGet();
    }
  }

  private Map<Integer, Object> read(Iterable<? extends Integer> keys) {
    Map<Integer, Object> found = new HashMap<>();
    for (Integer key : keys) {
      promises.count("loads", 1);
      if (key % SLOW == 0) {
        LockSupport.parkNanos(PAUSE);
      }
      Object value = records.get(key);
      if (value != null) {
        found.put(key, value);
      }
    }
    return found;
  }

  @Override
  public void write(Cache.Entry<? extends Integer, ? extends Object> entry) {
    promises.count("writes", 1);
    records.put(entry.getKey(), entry.getValue());
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends Object>> entries) {
    for (Iterator<Cache.Entry<? extends Integer, ? extends Object>> i = entries.iterator();
        i.hasNext(); ) {
      write(i.next());
      i.remove();
    }
  }

  @Override
  public void delete(Object key) {
    records.remove(key);
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    for (Iterator<?> i = keys.iterator(); i.hasNext(); ) {
      delete(i.next());
      i.remove();
    }
  }

  /** Returns whether the cache contains only values that were written. */
  boolean agrees(Cache<Integer, Object> cache) {
    for (Cache.Entry<Integer, Object> entry : cache) {
      if (!entry.getValue().equals(records.get(entry.getKey()))) {
        return false;
      }
    }
    return true;
  }
}
