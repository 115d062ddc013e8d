package dev.larder.engine;

import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import org.jspecify.annotations.Nullable;

/**
 * Stores a loaded value in one entry.
 *
 * @param loaded the loaded value, null if the loader returned none
 * @param replaces whether it replaces a value that is present
 * @param countsRead whether it counts as a {@code get}
 */
record ApplyLoaded<V>(@Nullable V loaded, boolean replaces, boolean countsRead)
    implements Transition<V, V> {
  @Override
  public Action decide(Claim<V> claim) {
    if (claim.current() != null && !replaces) {
      return countsRead ? Action.READ : Action.NONE;
    }
    return loaded == null ? Action.NONE : Action.LOAD;
  }

  @Override
  public @Nullable V value() {
    return loaded;
  }

  @Override
  public @Nullable V result(Change<V> change) {
    return change.before() == null ? loaded : change.before();
  }
}
