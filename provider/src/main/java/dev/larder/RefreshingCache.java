package dev.larder;

import java.util.concurrent.Callable;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * A view of a cache whose callers supply the reload of values that have reached the age of {@link
 * LarderConfiguration#setRefreshAfter}: {@code cache.unwrap(RefreshingCache.class)} where {@link
 * LarderConfiguration#setRefreshByCaller} is set. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
@FunctionalInterface
public interface RefreshingCache<K, V> {
  /**
   * Returns the view of a cache whose callers supply reloads; the same as {@code
   * cache.unwrap(RefreshingCache.class)}.
   *
   * @param cache a cache of Larder with {@code refresh-by-caller}; not null
   * @throws IllegalArgumentException if it is a cache of another provider, or has no {@code
   *     refresh-by-caller}
   */
  @SuppressWarnings("unchecked") // of the same types
  static <K, V> RefreshingCache<K, V> of(Cache<K, V> cache) {
    return cache.unwrap(RefreshingCache.class);
  }

  /**
   * Returns the value of a key like {@link Cache#get}, and reloads a value that has reached the
   * refresh age in the background. An entry is reloaded once however many hits there are, and all
   * of them return the old value. The result is treated like one of a loader. An exception leaves
   * the entry unchanged, and counts as a failed refresh.
   *
   * @param key not null
   * @param reload computes the value, in a thread of the cache; it returns null if there is none
   *     any more. It is called at most once, perhaps after this method has returned, and not at all
   *     for a missing value; not null
   * @return the value, or null if there is none and none can be loaded
   * @throws NullPointerException if the key or the computation is null
   * @throws ClassCastException if the key is not of the cache's type
   * @throws IllegalStateException if the cache is closed
   * @throws javax.cache.integration.CacheLoaderException if the cache reads through, and its loader
   *     fails on a value that is missing
   */
  @Nullable V get(K key, Callable<? extends V> reload);
}
