package dev.larder.benchmarks.subject;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cache that is measured. In a measuring JVM one class implements this, so that the JIT calls
 * it directly. What a limit cannot do, it refuses; no row asks it to.
 */
public interface Target {
  /** {@code Cache.get}. */
  @Nullable Object get(Integer key);

  /** {@code Cache.put}. */
  void put(Integer key, Object value);

  /** {@code Cache.remove}. */
  boolean remove(Integer key);

  /** {@code Cache.putIfAbsent}. */
  default boolean putIfAbsent(Integer key, Object value) {
    throw new UnsupportedOperationException("putIfAbsent");
  }

  /** {@code Cache.replace}. */
  default boolean replace(Integer key, Object value) {
    throw new UnsupportedOperationException("replace");
  }

  /** {@code Cache.getAndPut}. */
  default @Nullable Object getAndPut(Integer key, Object value) {
    throw new UnsupportedOperationException("getAndPut");
  }

  /** {@code Cache.invoke} with a processor that adds one to a number. */
  default @Nullable Object increment(Integer key) {
    throw new UnsupportedOperationException("invoke");
  }

  /** {@code Cache.getAll}. */
  default Map<Integer, Object> getAll(Set<Integer> keys) {
    throw new UnsupportedOperationException("getAll");
  }

  /** The number of entries, by walking through them all. */
  long count();

  /** The number of entries as the cache itself reports it, or -1 if it does not. */
  default long size() {
    return -1;
  }

  /** The provider's own object. */
  Object cache();
}
