package dev.larder.engine;

import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.Verb;
import org.jspecify.annotations.Nullable;

/**
 * What a bulk load makes of one entry, once the loader has answered.
 *
 * @param loaded the loaded value, null if there is none
 * @param replaces whether it replaces a value that is there
 * @param countsRead whether it stands for a get
 */
record Settle<V>(@Nullable V loaded, boolean replaces, boolean countsRead)
    implements Transition<V, V> {
  @Override
  public Verb decide(Claim<V> claim) {
    if (claim.current() != null && !replaces) {
      return countsRead ? Verb.READ : Verb.NONE;
    }
    return loaded == null ? Verb.NONE : Verb.LOAD;
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
