package dev.larder.shop;

import dev.larder.LarderCachingProvider;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import javax.cache.CacheManager;

/** Makes Larder the provider of the caches of {@code io.micronaut.cache.annotation}. */
@Factory
public class Caches {

  /**
   * Creates the manager that {@code larder.conf} describes. The context closes it. A provider of
   * its own keeps the managers of two contexts apart.
   */
  @Context
  @Bean(preDestroy = "close")
  CacheManager manager() {
    return new LarderCachingProvider().getCacheManager();
  }
}
