package dev.larder;

/**
 * Tells how much of a cache's {@linkplain LarderConfiguration#setMaximumWeight maximum weight} an
 * entry takes. It is asked once for each value that is stored, by the thread that stores it, and
 * the answer is kept: a value that changes in place later weighs what it weighed. Implementations
 * are thread-safe and fast; one that is {@link java.io.Closeable} is closed with the cache.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
@FunctionalInterface
public interface Weigher<K, V> {

  /**
   * Weighs an entry, in any unit that the maximum weight is given in: bytes, rows, pixels.
   *
   * @param key the entry's key, never null; it must not be changed
   * @param value the value about to be stored, never null; it must not be changed
   * @return the weight, at least 0; an entry that weighs 0 is never over the bound by itself. A
   *     negative weight fails the operation with an {@link IllegalArgumentException}, an exception
   *     goes through to the caller, and the entry stays as it was
   */
  int weigh(K key, V value);
}
