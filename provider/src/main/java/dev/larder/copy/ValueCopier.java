package dev.larder.copy;

import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Checks and copies the keys or the values of a cache that stores by value. An object must be of
 * the declared type, and is copied unless it is immutable. Thread-safe.
 */
public final class ValueCopier<T> implements UnaryOperator<T> {
  private final String name;
  private final Class<T> accepted;
  private final Predicate<Class<?>> immutable;
  private final UnaryOperator<T> copier;

  /**
   * The first immutable class seen, which is usually the only one and needs no lookup. Racy, but
   * harmless: a thread that does not see it looks the class up.
   */
  private @Nullable Class<?> immutableClass;

  /** The first mutable class seen, racy likewise. */
  private @Nullable Class<?> mutableClass;

  /** Whether a mutable object was seen. Set before such an object can reach the store. */
  private volatile boolean sawMutable;

  /**
   * Creates a copier.
   *
   * @param name the copied object, with its cache, for messages
   * @param accepted the declared type
   * @param immutable returns whether the objects of a class need no copy
   * @param copier copies all other objects; must not return null
   */
  public ValueCopier(
      String name, Class<T> accepted, Predicate<Class<?>> immutable, UnaryOperator<T> copier) {
    this.name = name;
    this.accepted = accepted;
    this.immutable = immutable;
    this.copier = copier;
  }

  /**
   * Returns a copy of an object, or the object itself if it is immutable.
   *
   * @throws ClassCastException if the object is not of the declared type
   * @throws CacheException if the copier returns null
   */
  @Override
  public T apply(T original) {
    Class<?> type = original.getClass();
    if (type == immutableClass || (type != mutableClass && isImmutable(type))) {
      return original;
    }
    if (!sawMutable) {
      sawMutable = true;
    }
    T copy = copier.apply(original);
    if (copy == null) {
      throw new CacheException(name + "'s copier answered null for a " + type.getName());
    }
    return copy;
  }

  /**
   * Returns a copy of a stored object, which must have passed {@link #apply} or {@link #met}
   * before. As long as no mutable object was seen, this returns the object without examining its
   * class.
   */
  public T out(T stored) {
    return sawMutable ? apply(stored) : stored;
  }

  /** Replaces all values of a map by their copies, as {@link #out} does. */
  public void outOf(Map<?, T> stored) {
    if (sawMutable) {
      stored.replaceAll((key, value) -> apply(value));
    }
  }

  /**
   * Checks an object that reaches the store without {@link #apply}.
   *
   * @throws ClassCastException if the object is not of the declared type
   */
  public void met(Object object) {
    Class<?> type = object.getClass();
    if (type != immutableClass && !isImmutable(type)) {
      sawMutable = true;
    }
  }

  private boolean isImmutable(Class<?> type) {
    if (!accepted.isAssignableFrom(type)) {
      throw new ClassCastException(
          name + " must be a " + accepted.getName() + ": " + type.getName());
    }
    boolean result = immutable.test(type);
    if (result && immutableClass == null) {
      immutableClass = type;
    } else if (!result && mutableClass == null) {
      mutableClass = type;
    }
    return result;
  }
}
