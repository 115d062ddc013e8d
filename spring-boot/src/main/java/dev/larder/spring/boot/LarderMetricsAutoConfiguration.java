package dev.larder.spring.boot;

import io.micrometer.core.instrument.binder.MeterBinder;
import javax.cache.CacheManager;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;

/** Binds the figures of the caches to Micrometer. */
@AutoConfiguration(after = LarderAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(name = "larderCacheManager", search = SearchStrategy.CURRENT)
@ConditionalOnProperty(name = "larder.metrics.enabled", matchIfMissing = true)
public class LarderMetricsAutoConfiguration {

  /** Creates the configuration. Called by Spring. */
  public LarderMetricsAutoConfiguration() {}

  /** Creates the binder, which Spring Boot applies to each registry. */
  @Bean
  MeterBinder larderMeters(CacheManager larderCacheManager) {
    return new LarderMeters(larderCacheManager);
  }
}
