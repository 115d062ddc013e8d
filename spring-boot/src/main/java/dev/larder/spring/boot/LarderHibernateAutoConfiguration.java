package dev.larder.spring.boot;

import javax.cache.CacheManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/**
 * Gives Hibernate the cache manager of the application, for its second-level cache. Each entity
 * manager factory of the application gets it, also if there are several data sources.
 */
@AutoConfiguration(after = LarderAutoConfiguration.class)
@ConditionalOnClass(
    value = AbstractEntityManagerFactoryBean.class,
    name = "org.hibernate.cache.jcache.internal.JCacheRegionFactory")
@ConditionalOnProperty(name = "larder.hibernate.enabled", matchIfMissing = true)
public class LarderHibernateAutoConfiguration {
  private static final String MANAGER = "hibernate.javax.cache.cache_manager";
  private static final String FACTORY = "hibernate.cache.region.factory_class";

  /** Creates the configuration. Called by Spring. */
  public LarderHibernateAutoConfiguration() {}

  /** Sets the properties that an application has not set. */
  @Bean
  static BeanPostProcessor larderHibernatePostProcessor(ObjectProvider<CacheManager> manager) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof AbstractEntityManagerFactoryBean factory) {
          CacheManager known = manager.getIfUnique();
          if (known != null) {
            factory.getJpaPropertyMap().putIfAbsent(FACTORY, "jcache");
            factory.getJpaPropertyMap().putIfAbsent(MANAGER, known);
          }
        }
        return bean;
      }
    };
  }
}
