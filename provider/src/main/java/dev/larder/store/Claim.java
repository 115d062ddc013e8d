package dev.larder.store;

import org.jspecify.annotations.Nullable;

/**
 * A claimed key, for which user code may run. Until the claim is closed, no other operation on the
 * key proceeds in this process. Other keys are not affected. Used by one thread.
 *
 * @param <V> the type of value
 */
public interface Claim<V> extends AutoCloseable {

  /** Returns the live value as last seen, null if the entry is absent or expired. */
  @Nullable V current();

  /** Returns the hold, by which an outcome is shared with the threads that wait for it. */
  KeyHold hold();

  /**
   * Prepares a value to be stored, by all the user code that this takes (a weigher, or
   * serialization). A failure has to happen before the value is written through.
   */
  default void stage(V value) {}

  /**
   * Carries out the action that was decided from {@link #current()}, and removes an expired entry.
   *
   * @param value the value to store with {@code LOAD} and {@code WRITE}, else null
   * @param timeToLive the time in nanoseconds after which the entry expires, for {@code READ},
   *     {@code LOAD} and {@code WRITE}; or {@link StoreContext#UNCHANGED}
   * @return the change; null if another process has changed the entry meanwhile: {@link #current()}
   *     is up to date then, and the caller decides again
   */
  @Nullable Change<V> commit(Action action, @Nullable V value, long timeToLive);

  /** Releases the key, and ends the hold. May be called again after a failure. */
  @Override
  void close();
}
