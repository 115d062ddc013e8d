package dev.larder;

/**
 * Copies keys or values of a cache that stores by value, in place of Java serialization (JSR-107,
 * section "Store-By-Value and Store-By-Reference"). A cache copies objects that it takes in and
 * objects that it returns, so that no mutable object is shared. Instances of immutable types are
 * not copied, and a copier is not called for them. Implementations must be thread-safe. A copier
 * that is {@link AutoCloseable} is closed with the cache.
 *
 * @param <T> the type of the objects to copy
 */
@FunctionalInterface
public interface Copier<T> {

  /**
   * Copies an object.
   *
   * @param original the object, never null; it must not be modified
   * @return an equal object that shares no mutable state with the original; never null. An
   *     exception is passed on to the caller of the cache operation
   */
  T copy(T original);
}
