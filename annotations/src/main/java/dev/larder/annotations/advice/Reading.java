package dev.larder.annotations.advice;

import dev.larder.RefreshingCache;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Reads caches, and has those whose callers refresh them compute anew what is old. Larder's can do
 * that, where it is there and the cache is configured so; all others are just read. Thread-safe.
 */
final class Reading {
  private static final boolean HAS_LARDER = hasLarder();

  /** Mostly a method has one cache, of which this need be asked once. */
  private volatile @Nullable Known last;

  /** A cache, and how it refreshes: null if it does not. */
  private record Known(Cache<Object, Object> cache, @Nullable RefreshingCache<Object, Object> by) {}

  private static boolean hasLarder() {
    try {
      Class<?> larder =
          Class.forName("dev.larder.RefreshingCache", false, Reading.class.getClassLoader());
      // As a module this part reads Larder's module, but no Larder on the class path.
      Reading.class.getModule().addReads(larder.getModule());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /**
   * Returns the value of a key, null if there is none.
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

  @SuppressWarnings("unchecked") // whatever the cache takes
  private static @Nullable RefreshingCache<Object, Object> unwrapped(Cache<Object, Object> cache) {
    try {
      return cache.unwrap(RefreshingCache.class);
    } catch (RuntimeException e) {
      // The specification has an IllegalArgumentException for that; not all providers do.
      return null;
    }
  }
}
