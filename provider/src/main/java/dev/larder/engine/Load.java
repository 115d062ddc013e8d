package dev.larder.engine;

import dev.larder.integration.Loader;
import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code get} with read-through: loads the value if the entry is absent. */
final class Load<K, V> implements Transition<V, V> {
  private final K key;
  private final Loader<K, V> loader;
  private final UnaryOperator<V> copy;
  private @Nullable V loaded;

  Load(K key, Loader<K, V> loader, UnaryOperator<V> copy) {
    this.key = key;
    this.loader = loader;
    this.copy = copy;
  }

  @Override
  public Action decide(Claim<V> claim) {
    if (claim.current() != null) {
      return Action.READ;
    }
    SharedLoad shared = SharedLoad.of(claim);
    if (shared != null) {
      loaded = shared.get();
      return Action.NONE;
    }
    loaded = SharedLoad.load(claim, key, loader, copy);
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

  @Override
  public boolean countsRead() {
    return true;
  }
}
