package dev.larder.engine;

import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import org.jspecify.annotations.Nullable;

/**
 * Sets the time to live of an entry, with a new value or without.
 *
 * @param value the value to put, null to leave the value as it is
 * @param nanos the time to live in nanoseconds
 */
record TimeToLive<V>(@Nullable V value, long nanos) implements Transition<V, Boolean> {
  @Override
  public Action decide(Claim<V> claim) {
    if (value != null) {
      return Action.WRITE;
    }
    return claim.current() == null ? Action.NONE : Action.READ;
  }

  @Override
  public long timeToLive() {
    return nanos;
  }

  @Override
  public Boolean result(Change<V> change) {
    return change.present();
  }
}
