package dev.larder.store;

import org.jspecify.annotations.Nullable;

/**
 * The exclusive hold of one key, under which user code may run: no other operation on the key
 * proceeds in this process until it is closed, and no other key is affected. Used by one thread.
 *
 * @param <V> the type of value
 */
public interface Claim<V> extends AutoCloseable {

  /** Returns the live value as last seen, null if the entry is absent or expired. */
  @Nullable V current();

  /** Returns the hold, by which an outcome is shared with the threads that wait for it. */
  KeyHold hold();

  /**
   * Returns the outcome that the last thread that this claim has waited for has shared, or null.
   */
  @Nullable Object sharedOutcome();

  /**
   * Makes a value ready to be stored, with all the user code that this takes (a weigher, or
   * serialization): what fails must fail before the value is written through.
   */
  default void stage(V value) {}

  /**
   * Carries out what was decided on {@link #current()}, and removes an entry found expired.
   *
   * @param value the value to store with {@code LOAD} and {@code WRITE}, else null
   * @param deadline when the entry expires after {@code READ}, {@code LOAD} and {@code WRITE}, in
   *     the terms of {@link StoreContext#now()}, or {@link StoreContext#UNCHANGED}
   * @return what changed; null when the entry has changed meanwhile under the hands of another
   *     process: {@link #current()} is fresh then, and the caller decides anew
   */
  @Nullable Change<V> commit(Action verb, @Nullable V value, long deadline);

  /** Releases the key, and ends the hold; once more if it failed before the hold had ended. */
  @Override
  void close();
}
