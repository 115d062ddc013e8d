package dev.larder.store;

import dev.larder.EvictionPolicy;
import dev.larder.time.Ticker;

/**
 * What a store is told by the cache that it belongs to. Calls are cheap, and run no user code
 * unless it is said here.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public interface StoreContext<K, V> {
  /** A deadline that leaves the entry's own as it is. */
  long UNCHANGED = -1;

  /** How far {@link #recently()} is behind as a rule, in nanoseconds. */
  long LAG = Ticker.LAG;

  /** The cache's name, for messages. */
  String cacheName();

  /** The time in nanoseconds, monotonic and never negative. */
  long now();

  /**
   * A time that is past, and costs nothing to read: behind {@link #now()} by some {@link #LAG} as a
   * rule, while entries can expire, and by more if the process was stopped meanwhile.
   */
  long recently();

  /**
   * The deadline of an entry after a verb, from the policy's fixed durations.
   *
   * @param verb what is done
   * @param present whether the entry was there before
   * @param now the time of the operation
   * @return a time, at or before {@code now} if the entry expires at once, or {@link #UNCHANGED}
   */
  long deadline(Action verb, boolean present, long now);

  /** Whether an access may move the deadline in a way that {@link #deadline} tells. */
  boolean movesOnAccess();

  /** Whether entries can expire at all, by whatever policy. */
  boolean canExpire();

  /** The key as the store keeps it: a copy by value. Runs user code. */
  K copyKey(K key);

  /**
   * Whether keys of this key's class were found to be unequal to their copies: a store that
   * compares keys has to look for the copy then.
   */
  boolean isKeptUnequal(K key);

  /** The entry's weight, at least 0. Runs user code when the bound is by weight. */
  int weigh(K key, V value);

  /** The bound at creation, in entries or weight; {@link Long#MAX_VALUE} means unbounded. */
  long maximum();

  /** Whether the bound is by weight. */
  boolean isWeighted();

  /** Whether {@link #evicted} and {@link #expired} have somebody to tell. */
  boolean listens();

  /** Counts an entry that was evicted, whether or not anybody is told. */
  void countEviction();

  /** Returns which entries are evicted first. */
  EvictionPolicy evictionPolicy();

  /** Says under the key's exclusion that an entry was evicted. Runs user code. */
  void evicted(K key, V value);

  /** Says under the key's exclusion that an entry expired without being touched. Runs user code. */
  void expired(K key, V value);

  /** Asks for {@link Store#expire} to be called at this time or soon after. */
  void wakeAt(long deadline);

  /** Turns keys and values to bytes and back, for stores that keep bytes. */
  Codec codec();

  /** Serialization with the cache's class loader and filters. Runs user code. */
  interface Codec {
    /** A key's serialized form: equal keys are expected to have equal bytes. */
    byte[] encodeKey(Object key);

    /** The key of a serialized form. */
    Object decodeKey(byte[] bytes);

    /** A value's serialized form. */
    byte[] encodeValue(Object value);

    /** The value of a serialized form. */
    Object decodeValue(byte[] bytes);
  }
}
