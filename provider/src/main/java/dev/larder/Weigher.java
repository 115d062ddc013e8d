package dev.larder;

/**
 * Returns how much of a cache's {@linkplain LarderConfiguration#setMaximumWeight maximum weight} an
 * entry takes. It is called once for each value that is stored, by the storing thread. The cache
 * records the weight: a value that is modified in place keeps its weight. Implementations must be
 * thread-safe, and should be fast. A weigher that is {@link AutoCloseable} is closed with the
 * cache.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
@FunctionalInterface
public interface Weigher<K, V> {

  /**
   * Returns the weight of an entry, in the unit of the maximum weight: for example bytes, rows or
   * pixels.
   *
   * @param key the entry's key, never null; it must not be modified
   * @param value the value about to be stored, never null; it must not be modified
   * @return the weight, at least 0; an entry of weight 0 does not count against the bound. A
   *     negative weight fails the operation with an {@link IllegalArgumentException}. An exception
   *     is passed on to the caller. In both cases the entry is unchanged
   */
  int weigh(K key, V value);
}
