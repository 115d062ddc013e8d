package dev.larder.spring.boot;

import dev.larder.spring.boot3.ServerConnections;
import javax.cache.CacheManager;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health of the caches in Spring Boot 4: down if they need a server that is away. */
@AutoConfiguration(after = LarderAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(name = "larderCacheManager", search = SearchStrategy.CURRENT)
@ConditionalOnEnabledHealthIndicator("larder")
public class LarderHealthAutoConfiguration {

  /** Creates the configuration. Called by Spring. */
  public LarderHealthAutoConfiguration() {}

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
