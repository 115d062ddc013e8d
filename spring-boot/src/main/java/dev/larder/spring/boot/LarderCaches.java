package dev.larder.spring.boot;

import javax.cache.Cache;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;

/** Looks for caches without creating them. */
final class LarderCaches {
  private LarderCaches() {}

  /** Returns a cache of the manager, or null: a template may create a cache that is asked for. */
  static @Nullable Cache<?, ?> find(CacheManager manager, String name) {
    for (String known : manager.getCacheNames()) {
      if (known.equals(name)) {
        return manager.getCache(name);
      }
    }
    return null;
  }
}
