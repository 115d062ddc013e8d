package dev.larder.micrometer;

import dev.larder.LarderCachingProvider;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.cache.CacheMeterBinder;
import io.micrometer.core.instrument.binder.cache.CacheMeterBinderCompatibilityKit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;

/** Micrometer's own compatibility kit. */
class LarderCacheMetricsTest extends CacheMeterBinderCompatibilityKit<Cache<?, ?>> {
  private final LarderCachingProvider provider = new LarderCachingProvider();
  private final CacheManager manager = provider.getCacheManager();

  @Override
  public Cache<String, String> createCache() {
    return manager.createCache(
        "mycache", new MutableConfiguration<String, String>().setStatisticsEnabled(true));
  }

  @Override
  public CacheMeterBinder<Cache<?, ?>> binder() {
    return new LarderCacheMetrics(cache, Tags.empty());
  }

  @SuppressWarnings("unchecked") // as created above
  private Cache<String, String> strings() {
    return (Cache<String, String>) cache;
  }

  @Override
  public void put(String key, String value) {
    strings().put(key, value);
  }

  @Override
  public String get(String key) {
    return strings().get(key);
  }

  @Override
  public void dereferenceCache() {
    super.dereferenceCache();
    manager.destroyCache("mycache");
  }

  @AfterEach
  void close() {
    provider.close();
  }
}
