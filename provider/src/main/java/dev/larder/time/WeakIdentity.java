package dev.larder.time;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** A weak reference to an object, equal to others of the same object. */
public final class WeakIdentity<T> extends WeakReference<T> {
  private final int hash;

  /**
   * Creates a reference.
   *
   * @param queue gets the reference when the object has been collected, null for none
   */
  public WeakIdentity(T object, @Nullable ReferenceQueue<T> queue) {
    super(object, queue);
    this.hash = System.identityHashCode(object);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    T object = get();
    return object != null && other instanceof WeakIdentity<?> weak && weak.get() == object;
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
