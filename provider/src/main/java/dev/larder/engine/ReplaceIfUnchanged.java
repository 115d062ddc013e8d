package dev.larder.engine;

import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import org.jspecify.annotations.Nullable;

/**
 * Stores the outcome of a reload, if the entry still has the value for which the reload began.
 *
 * @param seen the value that was reloaded
 * @param value the loaded value, null to remove the entry
 */
record ReplaceIfUnchanged<V>(TimestampedValue<V> seen, @Nullable V value)
    implements Transition<V, Boolean> {
  @Override
  public Action decide(Claim<V> claim) {
    if (!TimestampingStore.holds(claim, seen)) {
      return Action.NONE;
    }
    return value == null ? Action.REMOVE : Action.LOAD;
  }

  @Override
  public Boolean result(Change<V> change) {
    return change.action() != Action.NONE;
  }

  @Override
  public boolean writesThrough() {
    return false;
  }
}
