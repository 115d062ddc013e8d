package dev.larder.benchmarks.subject;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/** A cache of {@code javax.cache}. */
final class JCacheTarget implements Target {
  private final Cache<Integer, Object> cache;
  private final LongSupplier size;

  JCacheTarget(Cache<Integer, Object> cache, LongSupplier size) {
    this.cache = cache;
    this.size = size;
  }

  private static final class Increment
      implements EntryProcessor<Integer, Object, Object>, Serializable {
    private static final long serialVersionUID = 1;
    private static final Increment INSTANCE = new Increment();

    @Override
    public Object process(MutableEntry<Integer, Object> entry, Object... arguments) {
      int next = (Integer) entry.getValue() + 1;
      entry.setValue(next);
      return next;
    }
  }

  @Override
  public @Nullable Object get(Integer key) {
    return cache.get(key);
  }

  @Override
  public void put(Integer key, Object value) {
    cache.put(key, value);
  }

  @Override
  public boolean remove(Integer key) {
    return cache.remove(key);
  }

  @Override
  public boolean putIfAbsent(Integer key, Object value) {
    return cache.putIfAbsent(key, value);
  }

  @Override
  public boolean replace(Integer key, Object value) {
    return cache.replace(key, value);
  }

  @Override
  public @Nullable Object getAndPut(Integer key, Object value) {
    return cache.getAndPut(key, value);
  }

  @Override
  public @Nullable Object increment(Integer key) {
    return cache.invoke(key, Increment.INSTANCE);
  }

  @Override
  public Map<Integer, Object> getAll(Set<Integer> keys) {
    return cache.getAll(keys);
  }

  @Override
  public long count() {
    long count = 0;
    for (Cache.Entry<Integer, Object> entry : cache) {
      count += entry == null ? 0 : 1;
    }
    return count;
  }

  @Override
  public long size() {
    return size.getAsLong();
  }

  @Override
  public Cache<Integer, Object> cache() {
    return cache;
  }
}
