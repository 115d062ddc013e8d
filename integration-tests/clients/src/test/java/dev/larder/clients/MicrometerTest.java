package dev.larder.clients;

import io.micrometer.core.instrument.binder.cache.CacheMeterBinder;
import io.micrometer.core.instrument.binder.cache.CacheMeterBinderCompatibilityKit;
import io.micrometer.core.instrument.binder.cache.JCacheMetrics;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;

/** Micrometer's compatibility kit for metrics of caches. */
class MicrometerTest extends CacheMeterBinderCompatibilityKit<Cache<String, String>> {
  private final CacheManager manager = Caching.getCachingProvider().getCacheManager();

  @Override
  public Cache<String, String> createCache() {
    return manager.createCache(
        "mycache", new MutableConfiguration<String, String>().setStatisticsEnabled(true));
  }

  @Override
  public CacheMeterBinder<Cache<String, String>> binder() {
    return new JCacheMetrics<>(cache, List.of());
  }

  @Override
  public void put(String key, String value) {
    cache.put(key, value);
  }

  @Override
  public String get(String key) {
    return cache.get(key);
  }

  @Override
  public void dereferenceCache() {
    super.dereferenceCache();
    destroy();
  }

  @AfterEach
  void destroy() {
    manager.destroyCache("mycache");
  }
}
