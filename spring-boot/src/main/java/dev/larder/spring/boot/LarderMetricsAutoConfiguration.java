package dev.larder.spring.boot;

import dev.larder.micrometer.LarderMetrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import javax.cache.CacheManager;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.cache.metrics.CacheMeterBinderProvider;
import org.springframework.cache.jcache.JCacheCache;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Binds the figures of the caches to Micrometer. The meters have the tags that Spring Boot gives to
 * meters of caches.
 */
@AutoConfiguration(after = LarderAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(name = "larderCacheManager", search = SearchStrategy.CURRENT)
@ConditionalOnProperty(name = "larder.metrics.enabled", matchIfMissing = true)
public class LarderMetricsAutoConfiguration {

  /** Creates the configuration. Called by Spring. */
  public LarderMetricsAutoConfiguration() {}

  /** Creates the binder, which Spring Boot applies to each registry. */
  @Bean
  LarderMetrics larderMeters(CacheManager larderCacheManager) {
    String manager = larderCacheManager.getURI().toString();
    return new LarderMetrics(
        larderCacheManager, cache -> Tags.of("cache.manager", manager, "name", cache));
  }

  /**
   * Prevents Spring Boot 4 from binding the caches once more. It binds only the caches that exist
   * at the start.
   */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({CacheMeterBinderProvider.class, JCacheCache.class})
  static class OfSpringBoot {
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    CacheMeterBinderProvider<JCacheCache> larderCacheMeters(CacheManager larderCacheManager) {
      return (cache, tags) ->
          cache.getNativeCache().getCacheManager() == larderCacheManager ? registry -> {} : null;
    }
  }
}
