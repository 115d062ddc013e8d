package dev.larder.engine;

import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.Verb;
import org.jspecify.annotations.Nullable;

/** What a reload has come to takes the place of what it was begun for, if that is still there. */
record Refresh<V>(Aged<V> seen, @Nullable V value) implements Transition<V, Boolean> {
  @Override
  public Verb decide(Claim<V> claim) {
    if (!AgingStore.isStill(claim, seen)) {
      return Verb.NONE;
    }
    return value == null ? Verb.REMOVE : Verb.LOAD;
  }

  @Override
  public Boolean result(Change<V> change) {
    return change.verb() != Verb.NONE;
  }

  @Override
  public boolean countsRead() {
    return false;
  }

  @Override
  public boolean isWritten() {
    return false;
  }
}
