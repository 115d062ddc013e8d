package dev.larder.store;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Stores the entries of one cache. Every operation is linearizable per key, and none sees an entry
 * whose deadline has passed. The store neither copies the values that it gets nor those that it
 * returns. Thread-safe.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public interface Store<K, V> extends AutoCloseable {

  /**
   * Returns the live value of a key, or null. Counts as an access for the eviction policy and for a
   * fixed expiry.
   */
  @Nullable V read(K key);

  /** Returns the live value of a key, or null. Not an access. */
  @Nullable V peek(K key);

  /** Returns a snapshot of a live entry, or null. Not an access, and does not wait for a holder. */
  @Nullable EntrySnapshot<V> snapshot(K key);

  /**
   * Moves the deadline of an entry after an access, if the entry still has the value that was read.
   *
   * @param seen the value that was read
   * @param nanos the time to live from now on, in nanoseconds; 0 to expire the entry
   * @return false if there is no live entry with that value; the caller has to read again
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

  /**
   * Returns an iterator of the keys. It is weakly consistent: it returns a key that is present all
   * the time exactly once.
   */
  Iterator<K> keys();

  /** Removes all entries, without events. */
  void clear();

  /**
   * Returns the number of entries, or their weight if the bound is by weight; expired ones count.
   */
  long size();

  /** Returns the number of entries; expired ones count. */
  long count();

  /** Called after the durations of the expiry policy have changed. They apply to later changes. */
  default void expiryChanged() {}

  /** Sets the bound, and evicts the entries that exceed it before returning. */
  void setMaximum(long maximum);

  /** Returns the bound; {@link Long#MAX_VALUE} means unbounded. */
  long maximum();

  /**
   * Removes the entries that have expired, and reports them by {@link StoreContext#expired}.
   *
   * @param now the present time, in the terms of {@link StoreContext#now()}
   * @return the time of the next call, or {@link Long#MAX_VALUE} if there is no need for one
   */
  long expire(long now);

  /** Releases all resources. The store is not used afterwards. */
  @Override
  void close();
}
