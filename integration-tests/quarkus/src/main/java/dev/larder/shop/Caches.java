package dev.larder.shop;

import dev.larder.LarderCachingProvider;
import dev.larder.LarderConfiguration;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.cache.JCacheMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.cache.Cache;
import javax.cache.CacheManager;

/** Produces the cache manager and the caches as beans. */
public class Caches {

  /**
   * Creates the manager that {@code larder.conf} describes. A provider of its own keeps the
   * managers of two applications in one JVM apart, and ignores other providers on the class path.
   */
  @Produces
  @ApplicationScoped
  CacheManager manager() {
    return new LarderCachingProvider().getCacheManager();
  }

  /** Closes the manager when the application stops or restarts. */
  void close(@Disposes CacheManager manager) {
    manager.close();
  }

  /** Completes the cache of {@code larder.conf} by a loader. */
  @Produces
  @ApplicationScoped
  Cache<String, Price> prices(CacheManager manager, Shop shop) {
    return manager.createCache(
        "prices",
        LarderConfiguration.builder(String.class, Price.class).loader(shop::price).build());
  }

  /** Publishes the figures of the cache. Quarkus registers each bean of this type. */
  @Produces
  @Singleton
  MeterBinder meters(Cache<String, Price> prices) {
    return new JCacheMetrics<>(prices, Tags.empty());
  }
}
