package dev.larder.engine;

import dev.larder.statistics.Statistics;
import dev.larder.store.Claim;
import dev.larder.store.KeyHold;
import org.jspecify.annotations.Nullable;

/**
 * A load in two calls, between which the caller computes the value. No frame of the pipeline is on
 * the stack meanwhile, so a recursive function can recurse about as deep as without a cache.
 *
 * <p>Only for caches without listeners, writer and weigher, and with a fixed expiry, so that no
 * user code runs in here. Used by one thread. The key is held until the load is closed.
 */
public final class OpenLoad<K, V> implements AutoCloseable {
  private final Claims<K, V> claims;
  private final K key;
  private final long start;
  private final Claim<V> claim;

  /**
   * Claims the key.
   *
   * @param hold a new hold, which the caller ends in any case
   */
  OpenLoad(Claims<K, V> claims, K key, KeyHold hold) {
    this.claims = claims;
    this.key = key;
    this.start = claims.components.services().statistics().start();
    this.claim = claims.claim(key, hold);
  }

  /**
   * Returns the present value, or the outcome of another thread's load that this thread has waited
   * for. Returns null if the caller has to compute the value.
   */
  public @Nullable V found() {
    V current = claim.current();
    SharedLoad shared = SharedLoad.of(claim);
    if (current == null && shared == null) {
      return null;
    }
    commit(null);
    return shared == null ? current : shared.get();
  }

  /** Stores the computed value, and shares it with the threads that wait for the key. */
  public void end(V value) {
    claim.hold().publishOutcome(new SharedLoad(value, null));
    commit(value);
  }

  /** Leaves the entry as it is, and shares the failure with the threads that wait for the key. */
  public void fail(Throwable failure) {
    claim.hold().publishOutcome(new SharedLoad(null, failure));
    commit(null);
  }

  private void commit(@Nullable V value) {
    claims.count(
        claims.commit(key, claim, new ApplyLoaded<>(value, false, true), null),
        true,
        Statistics.since(start));
  }

  @Override
  public void close() {
    claim.close();
  }
}
