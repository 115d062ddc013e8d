package dev.larder.annotations.advice;

import dev.larder.RefreshingCache;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Reads caches, and starts a refresh of stale values in caches whose callers refresh them. Only
 * Larder's caches support that, if they are configured so; all others are just read. Thread-safe.
 */
final class Reading {
  private static final boolean HAS_LARDER = hasLarder();

  /** The cache used last: most methods have one cache, so it need be examined only once. */
  private volatile @Nullable Known last;

  /** A cache, and its refreshing view, or null if its callers do not refresh it. */
  private record Known(Cache<Object, Object> cache, @Nullable RefreshingCache<Object, Object> by) {}

  private static boolean hasLarder() {
    try {
      Class<?> larder =
          Class.forName("dev.larder.RefreshingCache", false, Reading.class.getClassLoader());
      // In a named module, this class has to read Larder's module, which may be the unnamed one.
      Reading.class.getModule().addReads(larder.getModule());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /**
   * Returns the value of a key, or null if there is none.
   *
   * @param again makes the computation of a new value, if the cache's callers refresh it; called
   *     before this method returns, while the computation runs later in another thread
   */
  @Nullable Object get(
      Cache<Object, Object> cache, Object key, Supplier<? extends Callable<Object>> again) {
    if (!HAS_LARDER) {
      return cache.get(key);
    }
    RefreshingCache<Object, Object> by = refreshing(cache);
    return by == null ? cache.get(key) : by.get(key, again.get());
  }

  @SuppressWarnings("ReferenceEquality") // another object is another cache
  private @Nullable RefreshingCache<Object, Object> refreshing(Cache<Object, Object> cache) {
    Known known = last;
    if (known == null || known.cache() != cache) {
      known = new Known(cache, unwrapped(cache));
      last = known;
    }
    return known.by();
  }

  @SuppressWarnings("unchecked") // the cache accepts any key
  private static @Nullable RefreshingCache<Object, Object> unwrapped(Cache<Object, Object> cache) {
    try {
      return cache.unwrap(RefreshingCache.class);
    } catch (RuntimeException e) {
      // The specification requires IllegalArgumentException here, but not all providers throw it.
      return null;
    }
  }
}
