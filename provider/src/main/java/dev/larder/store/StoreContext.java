package dev.larder.store;

import dev.larder.EvictionPolicy;
import dev.larder.time.Ticker;

/**
 * The cache that a store belongs to, as the store sees it. Calls are cheap, and run no user code
 * unless the method says so.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public interface StoreContext<K, V> {
  /** A deadline that leaves the entry's own as it is. */
  long UNCHANGED = -1;

  /** How far {@link #recently()} is usually behind, in nanoseconds. */
  long LAG = Ticker.LAG;

  /** Returns the cache's name, for messages. */
  String cacheName();

  /** Returns the time in nanoseconds, monotonic and never negative. */
  long now();

  /**
   * Returns a cached time, which costs nothing to read. While entries can expire, it is usually
   * {@link #LAG} behind {@link #now()}, and more after the process was stopped.
   */
  long recently();

  /**
   * Returns the deadline of an entry after an action, from the policy's fixed durations.
   *
   * @param present whether the entry was present before
   * @param now the time of the operation
   * @return a time, at or before {@code now} if the entry expires at once, or {@link #UNCHANGED}
   */
  long deadline(Action action, boolean present, long now);

  /** Returns whether an access moves the deadline as {@link #deadline} returns it. */
  boolean movesOnAccess();

  /** Returns whether entries can expire at all. */
  boolean canExpire();

  /** Returns the key as the store keeps it: a copy by value. Runs user code. */
  K copyKey(K key);

  /**
   * Returns whether a key of this key's class was found to be unequal to its copy. A store that
   * compares keys then has to search for the copy too.
   */
  boolean isKeptUnequal(K key);

  /** Returns the entry's weight, at least 0. Runs user code if the bound is by weight. */
  int weigh(K key, V value);

  /**
   * Returns the bound at creation, in entries or weight; {@link Long#MAX_VALUE} means unbounded.
   */
  long maximum();

  /** Returns whether the bound is by weight. */
  boolean isWeighted();

  /** Returns whether {@link #evicted} and {@link #expired} reach a listener. */
  boolean hasListeners();

  /** Counts an evicted entry, with or without listeners. */
  void countEviction();

  /** Returns which entries are evicted first. */
  EvictionPolicy evictionPolicy();

  /**
   * Reports an evicted entry, while the store excludes other operations on the key. Runs user code.
   */
  void evicted(K key, V value);

  /** Reports an entry that expired without a touch, as {@link #evicted}. Runs user code. */
  void expired(K key, V value);

  /** Requests a call of {@link Store#expire} at this time or soon after. */
  void wakeAt(long deadline);

  /** Returns the codec of keys and values, for stores that keep bytes. */
  Codec codec();

  /** Serialization with the cache's class loader and filters. Runs user code. */
  interface Codec {
    /** Returns a key's serialized form. Equal keys are expected to have equal bytes. */
    byte[] encodeKey(Object key);

    /** Returns the key of a serialized form. */
    Object decodeKey(byte[] bytes);

    /** Returns a value's serialized form. */
    byte[] encodeValue(Object value);

    /** Returns the value of a serialized form. */
    Object decodeValue(byte[] bytes);
  }
}
