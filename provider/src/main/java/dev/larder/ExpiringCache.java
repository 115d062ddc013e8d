package dev.larder;

import java.time.Duration;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Sets the time to live of single entries. {@link #of} returns this view of a cache, whose entries
 * must be able to expire. If every entry gets its own time to live, configure the cache with {@code
 * entryExpiry((key, value) -> EntryExpiry.ETERNAL)}.
 *
 * <p>The time to live holds until the expiry policy of the cache returns a new duration (JSR-107,
 * chapter "Expiry Policies"). An expiry after write does so at each update, one after access also
 * at each read. An expiry after creation and an {@link EntryExpiry} given as a lambda never do. An
 * expiry after write and access together remains an upper limit, counted from the write, for any
 * time to live that is set here. {@code stale-if-error} is such a limit, too. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface ExpiringCache<K, V> {
  /**
   * Returns the view of a cache that sets times to live; the same as {@code
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
   * Puts an entry with a time to live; otherwise as {@link javax.cache.Cache#put}.
   *
   * @param key not null
   * @param value not null
   * @param timeToLive counted from this call; zero or less means that the entry expires at once,
   *     {@link EntryExpiry#ETERNAL} that it never expires; not null
   * @throws NullPointerException if one of them is null
   * @throws ClassCastException if key or value is not of the cache's type
   * @throws IllegalStateException if the cache is closed
   * @throws UnsupportedOperationException if the entries of the cache never expire, because it then
   *     stores no deadlines
   * @throws javax.cache.integration.CacheWriterException if the cache writes through, and its
   *     writer fails
   */
  void put(K key, V value, Duration timeToLive);

  /**
   * Sets the time to live of an entry. This counts as an access for the order of eviction, but not
   * in the statistics.
   *
   * @param key not null
   * @param timeToLive as for {@link #put}
   * @return whether there is such an entry
   * @throws NullPointerException if one of them is null
   * @throws ClassCastException if the key is not of the cache's type
   * @throws IllegalStateException if the cache is closed
   * @throws UnsupportedOperationException if the entries of the cache never expire
   */
  boolean setTimeToLive(K key, Duration timeToLive);

  /**
   * Returns the times and the weight of an entry.
   *
   * @param key not null
   * @return null if there is no such entry
   * @throws NullPointerException if the key is null
   * @throws ClassCastException if the key is not of the cache's type
   * @throws IllegalStateException if the cache is closed
   */
  @Nullable EntryMetadata metadata(K key);
}
