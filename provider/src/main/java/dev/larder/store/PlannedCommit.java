package dev.larder.store;

import org.jspecify.annotations.Nullable;

/**
 * A decided change of a claimed key, see {@link Claim#commit}.
 *
 * @param value the value to store, null unless the action stores
 * @param timeToLive in nanoseconds, or {@link StoreContext#UNCHANGED}
 * @param <V> the type of value
 */
public record PlannedCommit<V>(Claim<V> claim, Action action, @Nullable V value, long timeToLive) {
  /** Commits the change, and returns what {@link Claim#commit} returns: null after a conflict. */
  public @Nullable Change<V> commit() {
    return claim.commit(action, value, timeToLive);
  }
}
