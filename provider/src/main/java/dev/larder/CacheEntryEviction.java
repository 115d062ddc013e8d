package dev.larder;

import javax.cache.Cache;

/**
 * An entry that a cache evicted because it was over its bound, with its last value. Key and value
 * are never null; in a cache that stores by value they are copies for the listener alone.
 * Immutable.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public interface CacheEntryEviction<K, V> extends Cache.Entry<K, V> {

  /** Returns the cache that the entry was evicted from. */
  Cache<K, V> getSource();
}
