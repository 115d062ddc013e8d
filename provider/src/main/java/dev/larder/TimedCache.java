package dev.larder;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A cache as seen by callers that give single entries a time to live of their own: {@code
 * cache.unwrap(TimedCache.class)}. A time that is set here holds until the expiry policy of the
 * cache sets another one: at the next update, or at the next read if the policy prolongs by access.
 * So a cache whose entries all have times of their own has an expiry that never moves them, such as
 * an {@link EntryExpiry} given as a lambda. A cache with an expiry after write and after access
 * together, and one with {@code stale-if-error}, does not keep an entry beyond these limits
 * whatever time it was given. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface TimedCache<K, V> {
  /**
   * As {@link javax.cache.Cache#put}, with a time to live.
   *
   * @param key not null
   * @param value not null
   * @param timeToLive counted from this call; zero or less for expired at once, {@link
   *     EntryExpiry#ETERNAL} for never
   * @throws NullPointerException if one of them is null
   * @throws ClassCastException if key or value is not of the cache's type
   * @throws IllegalStateException if the cache is closed
   * @throws UnsupportedOperationException if the entries of the cache never expire: then it keeps
   *     no times
   * @throws javax.cache.integration.CacheWriterException if the cache writes through, and its
   *     writer fails
   */
  void put(K key, V value, Duration timeToLive);

  /**
   * Gives an entry another time to live. This is an access to the entry for the order of eviction,
   * and counts in no statistics.
   *
   * @param key not null
   * @param timeToLive as for {@link #put}
   * @return false if there is no such entry
   * @throws NullPointerException if one of them is null
   * @throws ClassCastException if the key is not of the cache's type
   * @throws IllegalStateException if the cache is closed
   * @throws UnsupportedOperationException if the entries of the cache never expire
   */
  boolean setTimeToLive(K key, Duration timeToLive);

  /**
   * What the cache knows of an entry.
   *
   * @param key not null
   * @return null if there is no such entry
   * @throws NullPointerException if the key is null
   * @throws ClassCastException if the key is not of the cache's type
   * @throws IllegalStateException if the cache is closed
   */
  @Nullable EntryMetadata metadata(K key);
}
