package dev.larder.engine;

import dev.larder.integration.Loader;
import dev.larder.store.Claim;
import dev.larder.store.Failures;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a load: a value, null or a failure. It is published with the hold of the key, so
 * that the threads that waited for the key share it, and the loader is called once for all of them
 * (single flight).
 */
record SharedLoad(@Nullable Object value, @Nullable Throwable failure) {

  /**
   * Returns the outcome for a read that has waited for it and finds no entry; null if there is
   * none. It is a valid result of the read, which began before the key was released. It must not be
   * stored: the key may have been written and removed since. A holder that writes or removes
   * withdraws the outcome.
   */
  static @Nullable SharedLoad of(Claim<?> claim) {
    if (claim.current() == null && claim.hold().inherited() instanceof SharedLoad shared) {
      // The stack of the loading thread is no concern of the threads that waited: they load.
      return shared.failure instanceof StackOverflowError ? null : shared;
    }
    return null;
  }

  /** Calls the loader, and shares the outcome with the threads that wait for the key. */
  static <K, V> @Nullable V load(
      Claim<V> claim, K key, Loader<K, V> loader, UnaryOperator<V> copy) {
    SharedLoad outcome;
    try {
      V own = loader.load(key);
      outcome = new SharedLoad(own == null ? null : copy.apply(own), null);
    } catch (Throwable e) {
      outcome = new SharedLoad(null, e);
    }
    claim.hold().publishOutcome(outcome);
    return outcome.get();
  }

  /** Returns the value, or throws the failure. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  <V> @Nullable V get() {
    Failures.rethrow(failure);
    return (V) value;
  }
}
