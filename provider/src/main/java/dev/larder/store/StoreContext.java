package dev.larder.store;

import dev.larder.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * The cache that a store belongs to, as the store sees it. Calls are cheap, and run no user code
 * unless the method says so.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public interface StoreContext<K, V> {
  /** A time to live that leaves the end of an entry's life as it is. */
  long UNCHANGED = -1;

  /** A time to live without end. */
  long NEVER = Long.MAX_VALUE;

  /** How far {@link #recently()} is usually behind, in nanoseconds. */
  long LAG = Ticker.LAG;

  /** Returns the settings of the cache. */
  StoreSettings settings();

  /** Returns the time of this process in nanoseconds, monotonic and never negative. */
  long now();

  /**
   * Returns a cached time, which costs nothing to read. While entries can expire, it is usually
   * {@link #LAG} behind {@link #now()}, and more after the process was stopped.
   */
  long recently();

  /**
   * Returns the time to live of an entry after an action, from the policy's fixed durations.
   *
   * @param present whether the entry was present before
   * @return nanoseconds from now, 0 if the entry expires at once, {@link #NEVER}, or {@link
   *     #UNCHANGED}
   */
  long timeToLive(Action action, boolean present);

  /** Returns the key as the store keeps it: a copy by value. Runs user code. */
  K copyKey(K key);

  /**
   * Returns whether a key of this key's class was found to be unequal to its copy. A store that
   * compares keys then has to search for the copy too.
   */
  boolean isKeptUnequal(K key);

  /** Returns the entry's weight, at least 0. Runs user code if the bound is by weight. */
  int weigh(K key, V value);

  /** Returns whether {@link #removed} reaches a listener. */
  boolean hasListeners();

  /**
   * Counts and reports an entry that the store has removed by itself, while the store excludes
   * other operations of this process on the key. Runs user code.
   *
   * @param value null if there are no listeners: then the removal is counted only
   */
  void removed(K key, @Nullable V value, RemovalCause cause);

  /**
   * Reports a change that another process has made, with its values. It is not counted. A store
   * reports the changes of a key in order, and none that this process has made. Runs user code.
   */
  void changedElsewhere(K key, Change<V> change);

  /**
   * Requests a call of {@link Store#expire} after this time or soon after.
   *
   * @param nanos from now on, in nanoseconds
   */
  void wakeAfter(long nanos);

  /** Returns the codecs of keys and values, for stores that keep bytes: the same ones each time. */
  Codecs<K, V> codecs();
}
