package dev.larder.engine;

import dev.larder.store.Claim;
import org.jspecify.annotations.Nullable;

/**
 * A load in two calls, between which the caller computes the value. Nothing of the pipeline is on
 * the stack meanwhile, so that a recursion goes about as deep as it does without a cache. For
 * caches without listeners, writer and weigher, whose expiry is fixed: no user code runs in here.
 * Used by one thread, which has to close it: the key is held until then.
 */
public final class OpenLoad<K, V> implements AutoCloseable {
  private final Engine<K, V> engine;
  private final K key;
  private final long start;
  private final Claim<V> claim;

  OpenLoad(Engine<K, V> engine, K key) {
    this.engine = engine;
    this.key = key;
    this.start = engine.start();
    this.claim = engine.claim(key);
  }

  /**
   * Returns what there is by now: a value, or what another thread's load has come to, which this
   * thread has waited for. Null if the caller is the one to compute it.
   */
  public @Nullable V found() {
    V current = claim.current();
    SharedLoad shared = SharedLoad.inherited(claim);
    if (current == null && shared == null) {
      return null;
    }
    commit(null);
    return shared == null ? current : shared.get();
  }

  /** Stores the computed value, and gives it to the threads that wait for the key. */
  public void end(V value) {
    claim.hold().publishOutcome(new SharedLoad(value, null));
    commit(value);
  }

  /** Leaves the entry as it is, and gives the failure to the threads that wait for the key. */
  public void fail(Throwable failure) {
    claim.hold().publishOutcome(new SharedLoad(null, failure));
    commit(null);
  }

  private void commit(@Nullable V value) {
    engine.count(
        engine.commit(key, claim, new ApplyLoaded<>(value, false, true), null), true, start);
  }

  @Override
  public void close() {
    claim.close();
  }
}
