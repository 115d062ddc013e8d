package dev.larder.spring.boot;

import dev.larder.LarderCacheMXBean;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.management.CacheStatisticsMXBean;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * The caches with their effective configuration, and their figures: {@code /actuator/larder}.
 * Thread-safe.
 */
@Endpoint(id = "larder")
public final class LarderEndpoint {
  private final CacheManager manager;
  private final PropertyOrigins origins;

  LarderEndpoint(CacheManager manager, PropertyOrigins origins) {
    this.manager = manager;
    this.origins = origins;
  }

  /**
   * Returns the cache manager, the properties with the places where they are set, and all caches.
   */
  @ReadOperation
  public Map<String, Object> caches() {
    Map<String, Object> all = new TreeMap<>();
    for (String name : LarderCaches.names(manager)) {
      Map<String, Object> cache = cache(name);
      if (cache != null) {
        all.put(name, cache);
      }
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("manager", manager.getURI().toString());
    shown.put("properties", origins.all());
    shown.put("caches", all);
    return shown;
  }

  /**
   * Returns one cache.
   *
   * @return null, which is the status 404, if there is none of that name
   */
  @ReadOperation
  public @Nullable Map<String, Object> cache(@Selector String name) {
    Cache<?, ?> cache = LarderCaches.find(manager, name);
    if (cache == null) {
      return null;
    }
    LarderCacheMXBean bean = cache.unwrap(LarderCacheMXBean.class);
    CacheStatisticsMXBean statistics = cache.unwrap(CacheStatisticsMXBean.class);
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("configuration", bean.getEffectiveConfiguration());
    shown.put("entries", bean.getSize());
    shown.put("maximum", bean.getMaximum());
    shown.put("refreshes", bean.getRefreshes());
    shown.put("refreshFailures", bean.getRefreshFailures());
    shown.put("hits", statistics.getCacheHits());
    shown.put("misses", statistics.getCacheMisses());
    shown.put("puts", statistics.getCachePuts());
    shown.put("removals", statistics.getCacheRemovals());
    shown.put("evictions", statistics.getCacheEvictions());
    return shown;
  }
}
