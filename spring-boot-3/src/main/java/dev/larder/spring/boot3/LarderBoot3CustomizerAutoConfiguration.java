package dev.larder.spring.boot3;

import dev.larder.LarderCachingProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.cache.JCacheManagerCustomizer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Calls the application's {@link JCacheManagerCustomizer}s in Spring Boot 3. */
@AutoConfiguration
@ConditionalOnClass({JCacheManagerCustomizer.class, LarderCachingProvider.class})
public class LarderBoot3CustomizerAutoConfiguration {

  /** Creates the configuration. Called by Spring. */
  public LarderBoot3CustomizerAutoConfiguration() {}

  /** Calls all customizers in their order. */
  @Bean
  ManagerCustomizer larderManagerCustomizer(ObjectProvider<JCacheManagerCustomizer> customizers) {
    return manager -> customizers.orderedStream().forEach(one -> one.customize(manager));
  }
}
