package dev.larder.engine;

import dev.larder.store.Claim;
import dev.larder.store.Transition;
import dev.larder.store.Verb;
import org.jspecify.annotations.Nullable;

/** A transition that runs user code: it is decided while the key is claimed, and only then. */
interface ClaimedTransition<V, R> extends Transition<V, R> {

  /** Decides under a claim, through which a load can be shared. */
  Verb decide(Claim<V> claim, @Nullable V current);

  @Override
  default Verb decide(@Nullable V current) {
    throw new IllegalStateException(getClass().getSimpleName() + " is decided under a claim");
  }

  /** Whether the value was also read before it was written, which counts as an access. */
  default boolean accessed() {
    return false;
  }
}
