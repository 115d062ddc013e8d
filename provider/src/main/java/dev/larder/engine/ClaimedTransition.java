package dev.larder.engine;

import dev.larder.store.Claim;
import dev.larder.store.Transition;

/** A transition that runs user code: it is decided while the key is claimed. */
interface ClaimedTransition<V, R> extends Transition<V, R> {

  /** Tells the claim under which it will be decided. */
  default void begin(Claim<V> claim) {}

  /** Whether the value was also read before it was written, which counts as an access. */
  default boolean accessed() {
    return false;
  }
}
