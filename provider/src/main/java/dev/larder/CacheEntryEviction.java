package dev.larder;

import javax.cache.Cache;

/**
 * An entry that a cache let go of because it was over its bound, with the value it had. Immutable;
 * in a cache that stores by value, key and value are copies of the listener's own.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public interface CacheEntryEviction<K, V> extends Cache.Entry<K, V> {

  /** The cache that the entry was evicted from. */
  Cache<K, V> getSource();
}
