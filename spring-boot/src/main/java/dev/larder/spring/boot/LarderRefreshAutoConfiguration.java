package dev.larder.spring.boot;

import dev.larder.RefreshingCache;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.cache.jcache.JCacheCache;
import org.springframework.context.annotation.Bean;

/** Lets cached methods reload old values, in each application context of its own. */
@AutoConfiguration
@ConditionalOnClass({RefreshingCache.class, CacheInterceptor.class, JCacheCache.class})
@ConditionalOnProperty(name = "larder.refresh.enabled", matchIfMissing = true)
public class LarderRefreshAutoConfiguration {

  /** Creates the configuration. Called by Spring. */
  public LarderRefreshAutoConfiguration() {}

  /** Replaces the interceptor of cached methods. */
  @Bean
  static RefreshingInterceptorPostProcessor larderRefreshingInterceptorPostProcessor() {
    return new RefreshingInterceptorPostProcessor();
  }
}
