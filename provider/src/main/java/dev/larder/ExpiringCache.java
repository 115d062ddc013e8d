package dev.larder;

import java.time.Duration;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Gives single entries of a cache a time to live of their own. {@link #of} returns it for a cache
 * whose entries can expire. To give every entry its own time, configure the cache with {@code
 * entryExpiry((key, value) -> EntryExpiry.ETERNAL)}.
 *
 * <p>The time to live holds until the expiry policy of the cache returns a new duration. An expiry
 * after write does so at each update, one after access also at each read. An expiry after creation
 * and an {@link EntryExpiry} given as a lambda never do. A cache with an expiry after write and
 * access together keeps no entry longer after its write than that expiry says, whatever time it was
 * given; a cache with {@code stale-if-error} has such a limit, too. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface ExpiringCache<K, V> {
  /**
   * The cache as one that takes times to live; the same as {@code
   * cache.unwrap(ExpiringCache.class)}.
   *
   * @param cache a cache of Larder; not null
   * @throws IllegalArgumentException if it is a cache of another provider
   */
  @SuppressWarnings("unchecked") // of the same types
  static <K, V> ExpiringCache<K, V> of(Cache<K, V> cache) {
    return cache.unwrap(ExpiringCache.class);
  }

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
