package dev.larder.engine;

import dev.larder.expiry.Expiry;
import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.Operation;
import org.jspecify.annotations.Nullable;

/**
 * An operation on a claimed entry. User code may take part in its decision. Used by one thread.
 *
 * @param <V> the type of value
 * @param <R> the type of the result
 */
interface Transition<V, R> {

  /**
   * Decides what to do with the entry. Runs user code. May be called again if the entry has changed
   * meanwhile.
   *
   * @param claim has the live value, and shares the outcome of a load with waiting threads
   */
  Action decide(Claim<V> claim);

  /**
   * Returns the value to store, after {@link #decide} has returned {@code LOAD} or {@code WRITE}.
   */
  @Nullable V value();

  /** Returns the result of the operation. */
  @Nullable R result(Change<V> change);

  /** Returns whether it counts as a read: a hit if the entry was present, else a miss. */
  default boolean countsRead() {
    return false;
  }

  /** Returns whether the value was also read before it was written, which is an access. */
  default boolean accessed() {
    return false;
  }

  /**
   * Returns the time to live of the entry in nanoseconds; {@link Expiry#UNCHANGED} to ask the
   * expiry policy.
   */
  default long timeToLive() {
    return Expiry.UNCHANGED;
  }

  /** Returns whether it is written through. */
  default boolean writesThrough() {
    return true;
  }

  /** Returns whether it counts as a read even if it fails, because user code has seen the entry. */
  default boolean countsFailure() {
    return true;
  }

  /** An operation without user code, with its values. */
  record Of<V>(Operation operation, @Nullable V value, @Nullable V expected)
      implements Transition<V, Change<V>> {
    @Override
    public Action decide(Claim<V> claim) {
      return operation.decide(claim.current(), expected);
    }

    @Override
    public Change<V> result(Change<V> change) {
      return change;
    }

    @Override
    public boolean countsRead() {
      return operation.countsRead();
    }

    @Override
    public boolean countsFailure() {
      return false;
    }
  }
}
