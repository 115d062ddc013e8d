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
   * @throws javax.cache.CacheException if the bytes cannot be read, or the object is not of the
   *     type that the cache declares
   */
  T decode(byte[] bytes);

  /**
   * Returns an object that the store has decoded by itself.
   *
   * @throws javax.cache.CacheException if it is not of the type that the cache declares
   */
  T checked(Object decoded);
}
