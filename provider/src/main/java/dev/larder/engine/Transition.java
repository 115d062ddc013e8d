package dev.larder.engine;

import dev.larder.expiry.Expiry;
import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a claimed entry: an operation, or what user code decides.
 *
 * @param <V> the type of value
 * @param <R> the type of the result
 */
interface Transition<V, R> {

  /** Decides under a claim, which tells the live value, and through which a load can be shared. */
  Action decide(Claim<V> claim);

  /** The value to store, once {@link #decide} has answered {@code LOAD} or {@code WRITE}. */
  @Nullable V value();

  /** The result, from what happened. */
  @Nullable R result(Change<V> change);

  /** Whether it counts as a read: a hit when the entry was there, else a miss. */
  boolean countsRead();

  /** Whether the value was also read before it was written, which counts as an access. */
  default boolean accessed() {
    return false;
  }

  /**
   * How many nanoseconds the entry lives if there is one, in place of what the expiry policy says;
   * {@link Expiry#UNCHANGED} to ask the policy.
   */
  default long timeToLive() {
    return Expiry.UNCHANGED;
  }

  /** Whether it is written through. */
  default boolean isWritten() {
    return true;
  }

  /** Whether it counts even if it failed: user code has looked at the entry. */
  default boolean countsFailure() {
    return true;
  }

  /** An operation, with the values that it works on. */
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
