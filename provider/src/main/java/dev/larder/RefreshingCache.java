package dev.larder;

import java.util.concurrent.Callable;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * A cache whose callers know how to compute its values, and do so anew for those that have come to
 * the age of {@link LarderConfiguration#setRefreshAfter}: {@code
 * cache.unwrap(RefreshingCache.class)} where {@link LarderConfiguration#setRefreshByCaller} is set.
 * Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
@FunctionalInterface
public interface RefreshingCache<K, V> {
  /**
   * The cache as one whose callers reload; the same as {@code cache.unwrap(RefreshingCache.class)}.
   *
   * @param cache a cache of Larder with {@code refresh-by-caller}; not null
   * @throws IllegalArgumentException if it is none
   */
  @SuppressWarnings("unchecked") // of the same types
  static <K, V> RefreshingCache<K, V> of(Cache<K, V> cache) {
    return cache.unwrap(RefreshingCache.class);
  }

  /**
   * As {@link Cache#get}; but if the value that is there has come to the refresh age, it is
   * computed anew in the background: once for an entry, however many hits there are, while all of
   * them return the old value. What that comes to is treated as what a loader has loaded; an
   * exception leaves the entry as it is, and counts as a failed refresh.
   *
   * @param key whose value is wanted; not null
   * @param reload computes the value, in a thread of the cache; null means that there is none any
   *     more. It is called at most once, perhaps after this method has returned, and not at all for
   *     a value that is missing
   * @return the value, or null if there is none and none can be loaded
   * @throws NullPointerException if the key or the computation is null
   * @throws ClassCastException if the key is not of the cache's type
   * @throws IllegalStateException if the cache is closed
   * @throws javax.cache.integration.CacheLoaderException if the cache reads through, and its loader
   *     fails on a value that is missing
   */
  @Nullable V get(K key, Callable<? extends V> reload);
}
