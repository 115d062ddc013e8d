package dev.larder.spring.boot3;

import javax.cache.CacheManager;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;

/** The health of the caches in Spring Boot 3: down if they need a server that is away. */
@AutoConfiguration(afterName = "dev.larder.spring.boot.LarderAutoConfiguration")
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(name = "larderCacheManager", search = SearchStrategy.CURRENT)
@ConditionalOnEnabledHealthIndicator("larder")
public class LarderBoot3HealthAutoConfiguration {

  /** Creates the configuration. Called by Spring. */
  public LarderBoot3HealthAutoConfiguration() {}

  /** Creates the indicator {@code larder}. */
  @Bean
  @ConditionalOnMissingBean(name = "larderHealthIndicator")
  HealthIndicator larderHealthIndicator(CacheManager larderCacheManager) {
    return () -> {
      ServerConnections servers = ServerConnections.of(larderCacheManager);
      Health.Builder health = servers.areUsable() ? Health.up() : Health.down();
      return health.withDetails(servers.details()).build();
    };
  }
}
