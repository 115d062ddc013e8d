package dev.larder.store;

import org.jspecify.annotations.Nullable;

/**
 * What one operation makes of one entry. A store that runs where no Java code can go recognises the
 * implementations in {@link Transitions}, which run no user code but {@code equals}; any other
 * transition is only ever decided in the caller, between {@link Store#claim} and {@link
 * Claim#commit}.
 *
 * @param <V> the type of value
 * @param <R> the type of the operation's result
 */
public interface Transition<V, R> {

  /**
   * Decides what becomes of the entry. It may be asked again if the entry changed meanwhile.
   *
   * @param current the live value, null when the entry is absent or expired
   */
  Verb decide(@Nullable V current);

  /** The value to store, once {@link #decide} has answered {@code LOAD} or {@code WRITE}. */
  @Nullable V value();

  /** The operation's result, from what happened; null only where the operation may answer null. */
  @Nullable R result(Change<V> change);

  /** Whether the operation counts as a read: a hit when the entry was there, else a miss. */
  boolean countsRead();
}
