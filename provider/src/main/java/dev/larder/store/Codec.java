package dev.larder.store;

/**
 * Serialization with the cache's class loader and filters, for stores that keep bytes. Runs user
 * code. Thread-safe.
 *
 * @param <T> the type of key or value
 */
public interface Codec<T> {
  /** Returns the serialized form. Equal keys are expected to have equal bytes. */
  byte[] encode(T object);

  /**
   * Returns the object of a serialized form.
   *
   * @throws javax.cache.CacheException if the bytes cannot be read
   */
  T decode(byte[] bytes);
}
