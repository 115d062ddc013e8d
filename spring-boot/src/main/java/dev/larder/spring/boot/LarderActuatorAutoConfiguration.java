package dev.larder.spring.boot;

import javax.cache.CacheManager;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The actuator endpoint {@code larder}. */
@AutoConfiguration(after = LarderAutoConfiguration.class)
@ConditionalOnClass(Endpoint.class)
@ConditionalOnBean(name = "larderCacheManager", search = SearchStrategy.CURRENT)
public class LarderActuatorAutoConfiguration {

  /** Creates the configuration. Called by Spring. */
  public LarderActuatorAutoConfiguration() {}

  /** Creates the endpoint. */
  @Bean
  @ConditionalOnMissingBean
  LarderEndpoint larderEndpoint(CacheManager larderCacheManager, Environment environment) {
    return new LarderEndpoint(larderCacheManager, new PropertyOrigins(environment));
  }
}
