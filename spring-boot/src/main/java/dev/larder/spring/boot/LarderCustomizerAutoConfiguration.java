package dev.larder.spring.boot;

import dev.larder.LarderCachingProvider;
import dev.larder.spring.boot3.ManagerCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.cache.autoconfigure.JCacheManagerCustomizer;
import org.springframework.context.annotation.Bean;

/** Calls the application's {@link JCacheManagerCustomizer}s in Spring Boot 4. */
@AutoConfiguration
@ConditionalOnClass({JCacheManagerCustomizer.class, LarderCachingProvider.class})
public class LarderCustomizerAutoConfiguration {

  /** Creates the configuration. Called by Spring. */
  public LarderCustomizerAutoConfiguration() {}

  /** Calls all customizers in their order. */
  @Bean
  ManagerCustomizer larderManagerCustomizer(ObjectProvider<JCacheManagerCustomizer> customizers) {
    return manager -> customizers.orderedStream().forEach(one -> one.customize(manager));
  }
}
