package dev.larder.reliability;

import dev.larder.spec.Rethrow;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;

/**
 * A store of record that fails at random, and misuses the collections of bulk calls, but never
 * reports a write that it has not done. Thread-safe.
 */
class FaultyStoreOfRecord implements CacheLoader<Integer, Long>, CacheWriter<Integer, Long> {
  final Map<Integer, Long> written = new ConcurrentHashMap<>();
  private final ThreadLocal<Random> random;
  private volatile boolean fails = true;

  FaultyStoreOfRecord(ThreadLocal<Random> random) {
    this.random = random;
  }

  /** Ends the failures, for the checks that follow. */
  void behave() {
    fails = false;
  }

  private boolean chance(int percent) {
    return fails && random.get().nextInt(100) < percent;
  }

  private void mayFail() {
    if (!chance(10)) {
      return;
    }
    switch (random.get().nextInt(4)) {
      case 0 -> throw new CacheWriterException("on purpose");
      case 1 -> throw new IllegalStateException("on purpose");
      case 2 -> throw Rethrow.asIs(FailureKind.CHECKED_EXCEPTION.make());
      default -> throw new OutOfMemoryError("on purpose");
    }
  }

  @Override
  public Long load(Integer key) {
    mayFail();
    return written.get(key);
  }

  @Override
  public Map<Integer, Long> loadAll(Iterable<? extends Integer> keys) {
    mayFail();
    Map<Integer, Long> found = new ConcurrentHashMap<>(written);
    Map<Integer, Long> asked = new ConcurrentHashMap<>();
    keys.forEach(key -> asked.put(key, 0L));
    found.keySet().retainAll(asked.keySet());
    return found;
  }

  @Override
  public void write(Cache.Entry<? extends Integer, ? extends Long> entry) {
    mayFail();
    written.put(entry.getKey(), entry.getValue());
  }

  @Override
  public void delete(Object key) {
    mayFail();
    written.remove((Integer) key);
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends Long>> entries) {
    try {
      for (var left = entries.iterator(); left.hasNext(); left.remove()) {
        write(left.next());
      }
    } catch (Throwable e) {
      if (chance(50)) {
        entries.add(null);
        entries.add(new Foreign(-1, 0L));
      }
      throw e;
    }
    mayFailAfterwards();
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    try {
      for (Iterator<?> left = keys.iterator(); left.hasNext(); left.remove()) {
        delete(left.next());
      }
    } catch (Throwable e) {
      if (chance(50)) {
        @SuppressWarnings("unchecked") // whatever it is of, a writer may put anything into it
        Collection<Object> anything = (Collection<Object>) keys;
        anything.add(null);
        anything.add("a foreign key");
      }
      throw e;
    }
    mayFailAfterwards();
  }

  /** Fails at random after all keys are written and removed from the collection. */
  private void mayFailAfterwards() {
    if (chance(10)) {
      throw new CacheWriterException("on purpose, with nothing left to do");
    }
  }

  private record Foreign(Integer key, Long value) implements Cache.Entry<Integer, Long> {
    @Override
    public Integer getKey() {
      return key;
    }

    @Override
    public Long getValue() {
      return value;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      return type.cast(this);
    }
  }
}
