package dev.larder.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stores the entries of one cache. Every operation is linearizable per key, and none sees an entry
 * that has expired. The store neither copies the values that it gets nor those that it returns. All
 * times that it gets and returns are durations in nanoseconds. Thread-safe.
 *
 * <p>A store that other processes or machines take part in throws a {@link
 * dev.larder.CacheUnavailableException} if it has not executed an operation, and a {@link
 * dev.larder.CacheOutcomeUnknownException} if it cannot tell.
 *
 * <p>The methods for many keys have the effect of the methods for one key. By default they call
 * those, one key after the other. A store that is far away overrides them, so that the number of
 * its calls does not grow with the number of keys.
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

  /** Reads many keys as {@link #read}. Returns the values that were found, by the given keys. */
  default Map<K, V> readAll(Collection<K> keys) {
    Map<K, V> found = new HashMap<>((int) (keys.size() / 0.75f) + 1);
    for (K key : keys) {
      V value = read(key);
      if (value != null) {
        found.put(key, value);
      }
    }
    return found;
  }

  /** Returns whether there is a live entry. Not an access. Need not fetch the value. */
  boolean contains(K key);

  /** Returns a live entry as it is at this moment, or null. Not an access. */
  @Nullable EntrySnapshot<V> snapshot(K key);

  /**
   * Records an access to an entry, and moves the end of its life, if the entry has not changed
   * since a snapshot of it was taken.
   *
   * @param version of the {@link EntrySnapshot}
   * @param timeToLive from now on, in nanoseconds; 0 to expire the entry, {@link
   *     StoreContext#UNCHANGED} to not move the end
   * @return false if the entry is gone or changed; the caller has to read again. If the end does
   *     not move, a store that does not order its entries by accesses may return true without a
   *     look.
   */
  boolean touch(K key, Object version, long timeToLive);

  /**
   * Runs an operation in one step, with the time to live of {@link StoreContext#timeToLive}.
   *
   * @param value what to store, null unless the operation may store
   * @param expected what to compare with, null unless the operation compares
   * @throws javax.cache.CacheException if the calling thread itself holds the key
   */
  Change<V> apply(K key, Operation operation, @Nullable V value, @Nullable V expected);

  /**
   * Runs an operation that compares no values on many keys, each in one step. A failure of one key
   * does not stop the others, and is thrown at the end.
   *
   * @param values returns what to store for a key, null unless the operation stores
   * @param withValues whether the changes have the values before and after, though the operation
   *     may not return them. Only for a store that {@link StoreCapability#ORDERS_CHANGES}.
   * @param observer accepts each object of {@code keys} itself with its change. With values, it is
   *     called while no other operation of this process on the key proceeds, so it sees the changes
   *     of a key in order. It runs user code, so no lock may be held that another key needs.
   */
  default void applyAll(
      Operation operation,
      Collection<K> keys,
      Function<K, @Nullable V> values,
      boolean withValues,
      BiConsumer<K, Change<V>> observer) {
    if (withValues) {
      throw new UnsupportedOperationException("this store does not order changes");
    }
    Failures failures = new Failures();
    for (K key : keys) {
      failures.guard(() -> observer.accept(key, apply(key, operation, values.apply(key), null)));
    }
    failures.rethrow();
  }

  /**
   * Claims a key for the calling thread.
   *
   * @param hold a new hold of the calling thread, which the thread ends in any case, see {@link
   *     KeyHold#ended}
   * @param waits whether to wait for a thread that has claimed the key
   * @return null if another thread has claimed the key, and {@code waits} is false
   * @throws javax.cache.CacheException if the wait would never end, see {@link KeyHold#await}
   */
  @Nullable Claim<V> claim(K key, KeyHold hold, boolean waits);

  /**
   * Claims those of many keys that no other thread has claimed, without waiting.
   *
   * @param holds a new hold for each key
   * @param claims is filled with a claim, or null, for each key. A claim is added as soon as it is
   *     made, so that the caller can close it after a failure.
   */
  default void tryClaimAll(
      List<K> keys, List<KeyHold> holds, Collection<@Nullable Claim<V>> claims) {
    for (int i = 0; i < keys.size(); i++) {
      claims.add(claim(keys.get(i), holds.get(i), false));
    }
  }

  /**
   * Commits changes of claimed keys, see {@link Claim#commit}. A failure of one does not stop the
   * others, and is thrown at the end.
   *
   * @param observer called with each change after it was committed, before the next is if the store
   *     bounds its entries; with null in place of the change if another process has changed the
   *     entry meanwhile. It runs user code, commits again, and closes the claim.
   */
  default void commitAll(
      List<PlannedCommit<V>> commits, BiConsumer<PlannedCommit<V>, @Nullable Change<V>> observer) {
    Failures failures = new Failures();
    for (PlannedCommit<V> commit : commits) {
      failures.guard(() -> observer.accept(commit, commit.commit()));
    }
    failures.rethrow();
  }

  /**
   * Returns the live entries in pages. Not an access. The iterator is weakly consistent: it returns
   * a key that is present all the time exactly once, or at least once if other processes take part.
   */
  Iterator<List<Map.Entry<K, V>>> pages();

  /** Removes all entries, without events. */
  void clear();

  /** Returns the size; expired entries count. */
  StoreSize size();

  /** Called after the durations of the expiry policy have changed. They apply to later changes. */
  default void expiryChanged() {}

  /**
   * Sets the bound, and evicts the entries that exceed it before returning. Only for a store that
   * is {@link StoreCapability#BOUNDED}.
   */
  default void setMaximum(long maximum) {
    throw new UnsupportedOperationException("this store has no bound");
  }

  /**
   * Removes the entries that have expired, and reports them by {@link StoreContext#removed}.
   *
   * @return the time until the next call; {@link StoreContext#NEVER} if there is no need for one
   */
  default long expire() {
    return StoreContext.NEVER;
  }

  /**
   * Releases all resources. The store is not used afterwards. If it is {@link
   * StoreCapability#PERSISTENT}, the entries stay.
   */
  @Override
  void close();

  /** Removes all entries, and all other data of the cache, for good. Called before close. */
  default void destroy() {}
}
