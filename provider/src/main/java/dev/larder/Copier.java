package dev.larder;

/**
 * Copies keys or values of a cache that stores by value, in place of Java serialization. It is
 * asked on the way into the cache and on the way out, so that no two parties share an object.
 * Instances of immutable types are not copied, and never seen here. Implementations are
 * thread-safe; one that is {@link java.io.Closeable} is closed with the cache.
 *
 * @param <T> the type of what is copied
 */
@FunctionalInterface
public interface Copier<T> {

  /**
   * Copies an object.
   *
   * @param original the object, never null; it must not be changed
   * @return an equal object that shares no mutable state with the original, never null. An
   *     exception goes through to the caller of the cache operation
   */
  T copy(T original);
}
