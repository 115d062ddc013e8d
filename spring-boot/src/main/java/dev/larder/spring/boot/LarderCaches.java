package dev.larder.spring.boot;

import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;

/** Looks for caches without creating them. */
final class LarderCaches {
  private LarderCaches() {}

  /** Returns the names of the open caches; none if the manager is closed. */
  static List<String> names(CacheManager manager) {
    List<String> names = new ArrayList<>();
    try {
      manager.getCacheNames().forEach(names::add);
    } catch (IllegalStateException e) {
      return List.of(); // closed
    }
    return names;
  }

  /** Returns a cache of the manager, or null: a template may create a cache that is asked for. */
  static @Nullable Cache<?, ?> find(CacheManager manager, String name) {
    try {
      return names(manager).contains(name) ? manager.getCache(name) : null;
    } catch (IllegalStateException e) {
      return null; // closed meanwhile
    }
  }
}
