package dev.larder.spring.boot;

import java.util.Map;
import javax.cache.CacheManager;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/**
 * Gives Hibernate the cache manager of the application, for its second-level cache. Each entity
 * manager factory of the application gets it, also if there are several data sources. A factory
 * that names a manager, a provider or a file of its own is left alone.
 */
@AutoConfiguration(after = LarderAutoConfiguration.class)
@ConditionalOnClass(
    value = AbstractEntityManagerFactoryBean.class,
    name = "org.hibernate.cache.jcache.internal.JCacheRegionFactory")
@ConditionalOnBean(name = LarderHibernateAutoConfiguration.NAME)
@ConditionalOnProperty(name = "larder.hibernate.enabled", matchIfMissing = true)
public class LarderHibernateAutoConfiguration {
  static final String NAME = "larderCacheManager";

  private static final String PREFIX = "hibernate.javax.cache.";
  private static final String FACTORY = "hibernate.cache.region.factory_class";

  /** Creates the configuration. Called by Spring. */
  public LarderHibernateAutoConfiguration() {}

  /** Sets the properties that an application has not set. */
  @Bean
  static BeanPostProcessor larderHibernatePostProcessor(BeanFactory beans) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof AbstractEntityManagerFactoryBean factory) {
          configure(factory.getJpaPropertyMap(), beans);
        }
        return bean;
      }
    };
  }

  private static void configure(Map<String, Object> properties, BeanFactory beans) {
    boolean hasOwn =
        properties.containsKey(PREFIX + "cache_manager")
            || properties.containsKey(PREFIX + "uri")
            || properties.containsKey(PREFIX + "provider");
    if (!hasOwn) {
      properties.putIfAbsent(FACTORY, "jcache");
      properties.put(
          PREFIX + "cache_manager",
          new BorrowedCacheManager(beans.getBean(NAME, CacheManager.class)));
    }
  }
}
