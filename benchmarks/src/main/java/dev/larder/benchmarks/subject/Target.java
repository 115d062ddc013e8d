package dev.larder.benchmarks.subject;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The measured cache. Only one implementation is loaded in a measuring JVM, so that the JIT
 * compiler calls it directly. A limit throws for operations that it does not support; no row uses
 * them.
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

  /** {@code Cache.invoke} with a processor that increments a number. */
  default @Nullable Object increment(Integer key) {
    throw new UnsupportedOperationException("invoke");
  }

  /** {@code Cache.getAll}. */
  default Map<Integer, Object> getAll(Set<Integer> keys) {
    throw new UnsupportedOperationException("getAll");
  }

  /** Returns the number of entries by iterating over all of them. */
  long count();

  /** Returns the number of entries that the cache itself reports, or -1 if it does not. */
  default long size() {
    return -1;
  }

  /** Returns the provider's own object. */
  Object cache();
}
