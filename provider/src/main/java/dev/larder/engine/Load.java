package dev.larder.engine;

import dev.larder.integration.Loader;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.Verb;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code get} of an entry that is missing, with read-through. Those who wait for the key while it is
 * being loaded share the outcome, be it a value, null or a failure: the loader is called once.
 */
final class Load<K, V> implements ClaimedTransition<V, V> {
  private final K key;
  private final Loader<K, V> loader;
  private final UnaryOperator<V> copy;
  private @Nullable Claim<V> claim;
  private @Nullable V loaded;

  Load(K key, Loader<K, V> loader, UnaryOperator<V> copy) {
    this.key = key;
    this.loader = loader;
    this.copy = copy;
  }

  /** What a load came to, for those who waited. */
  record Outcome(@Nullable Object value, @Nullable Throwable failure) {
    /** The value, or the failure again. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    <V> @Nullable V get() {
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
      return (V) value;
    }
  }

  @Override
  public void begin(Claim<V> newClaim) {
    claim = newClaim;
  }

  @Override
  public Verb decide(@Nullable V current) {
    if (current != null) {
      return Verb.READ;
    }
    Claim<V> held = claim;
    if (held != null && held.inherited() instanceof Outcome shared) {
      held.hold().bequeath(shared);
      loaded = shared.get();
      return Verb.NONE;
    }
    loaded = load(held);
    return loaded == null ? Verb.NONE : Verb.LOAD;
  }

  private @Nullable V load(@Nullable Claim<V> held) {
    Outcome outcome;
    V value = null;
    try {
      V own = loader.load(key);
      value = own == null ? null : copy.apply(own);
      outcome = new Outcome(value, null);
    } catch (RuntimeException | Error e) {
      outcome = new Outcome(null, e);
    }
    if (held != null) {
      held.hold().bequeath(outcome);
    }
    outcome.get();
    return value;
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
