package dev.larder.store;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Where a cache's entries live. Every operation is linearizable per key, and none sees an entry
 * whose deadline has passed. Values go in and out as they are: copying is the caller's business.
 * Thread-safe.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public interface Store<K, V> extends AutoCloseable {

  /** The live value or null; notes the access for the order of eviction and the fixed expiry. */
  @Nullable V read(K key);

  /** The live value or null, and nothing else happens. */
  @Nullable V peek(K key);

  /** What is known of a live entry, or null; nothing else happens, and no holder is waited for. */
  @Nullable EntrySnapshot<V> sight(K key);

  /**
   * Moves the deadline of an entry after an access, if it still holds the value that was read.
   *
   * @param nanos how long the entry lives from now on, 0 to expire it
   * @return false if the entry is not alive with that value any more: the read has to be done again
   */
  boolean touch(K key, V seen, long nanos);

  /**
   * Runs an operation in one step, with the deadline of {@link StoreContext#deadline}.
   *
   * @param value what to store, null unless the operation may store
   * @param expected what to compare with, null unless the operation compares
   * @throws javax.cache.CacheException if the calling thread itself holds the key
   */
  Change<V> apply(K key, Operation operation, @Nullable V value, @Nullable V expected);

  /**
   * Claims a key for the calling thread, and waits for a thread that has claimed it.
   *
   * @param hold a new hold of the calling thread, which the thread ends in any case, see {@link
   *     KeyHold#ended}
   * @throws javax.cache.CacheException if the wait would never end, see {@link KeyHold#await}
   */
  Claim<V> claim(K key, KeyHold hold);

  /**
   * Claims a key, but does not wait: returns null if another thread has claimed it.
   *
   * @param hold as for {@link #claim}
   */
  @Nullable Claim<V> tryClaim(K key, KeyHold hold);

  /** The keys, weakly consistent: each key that is there all the time is given exactly once. */
  Iterator<K> keys();

  /** Removes all entries, and tells nobody. */
  void clear();

  /** The number of entries, or their weight if the bound is by weight, expired ones included. */
  long size();

  /** The number of entries, expired ones included, whatever the bound is by. */
  long count();

  /** The policy of the cache has other durations now, which hold for what comes. */
  default void expiryChanged() {}

  /** Moves the bound, and evicts what is over it before returning. */
  void setMaximum(long maximum);

  /** The bound; {@link Long#MAX_VALUE} means unbounded. */
  long maximum();

  /**
   * Removes what is due and says so by {@link StoreContext#expired}.
   *
   * @return when to call again, or {@link Long#MAX_VALUE}
   */
  long expire(long now);

  /** Lets go of everything outside the heap; the store is not used afterwards. */
  @Override
  void close();
}
