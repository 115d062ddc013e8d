package dev.larder.spring.boot3;

import io.micrometer.core.instrument.binder.MeterBinder;
import javax.cache.CacheManager;
import org.springframework.boot.actuate.metrics.cache.CacheMeterBinderProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.cache.jcache.JCacheCache;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Prevents Spring Boot 3 from binding the caches once more. It binds only the caches that exist at
 * the start.
 */
@AutoConfiguration(afterName = "dev.larder.spring.boot.LarderAutoConfiguration")
@ConditionalOnClass({MeterBinder.class, CacheMeterBinderProvider.class, JCacheCache.class})
@ConditionalOnBean(name = "larderCacheManager", search = SearchStrategy.CURRENT)
@ConditionalOnProperty(name = "larder.metrics.enabled", matchIfMissing = true)
public class LarderBoot3MetricsAutoConfiguration {

  /** Creates the configuration. Called by Spring. */
  public LarderBoot3MetricsAutoConfiguration() {}

  /** Binds nothing for the caches of Larder's manager. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  CacheMeterBinderProvider<JCacheCache> larderCacheMeters(CacheManager larderCacheManager) {
    return (cache, tags) ->
        cache.getNativeCache().getCacheManager() == larderCacheManager ? registry -> {} : null;
  }
}
