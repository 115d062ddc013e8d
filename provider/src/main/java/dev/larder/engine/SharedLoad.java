package dev.larder.engine;

import dev.larder.integration.Loader;
import dev.larder.store.Claim;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a load of a key came to. It is left in the hold of the key, so that those who waited for the
 * key share it, be it a value, null or a failure: the loader is called once for all of them.
 */
record SharedLoad(@Nullable Object value, @Nullable Throwable failure) {

  /**
   * The outcome for a read that has waited for it, and finds no entry; null if there is none. It
   * answers the read, which began before the key was let go of. A holder that has written or
   * removed since takes it back. It must not be stored, nor be built upon: the key may have been
   * written and removed since.
   */
  static @Nullable SharedLoad inherited(Claim<?> claim) {
    if (claim.current() == null && claim.inherited() instanceof SharedLoad shared) {
      return shared;
    }
    return null;
  }

  /** Loads, and leaves the outcome to those who wait. */
  static <K, V> @Nullable V load(
      Claim<V> claim, K key, Loader<K, V> loader, UnaryOperator<V> copy) {
    SharedLoad outcome = call(key, loader, copy);
    claim.hold().publishOutcome(outcome);
    return outcome.get();
  }

  private static <K, V> SharedLoad call(K key, Loader<K, V> loader, UnaryOperator<V> copy) {
    try {
      V own = loader.load(key);
      return new SharedLoad(own == null ? null : copy.apply(own), null);
    } catch (Throwable e) {
      return new SharedLoad(null, e);
    }
  }

  /** The value, or the failure again. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  <V> @Nullable V get() {
    Engine.rethrow(failure);
    return (V) value;
  }
}
