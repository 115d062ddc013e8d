package dev.larder.spring.boot;

import dev.larder.LarderCachingProvider;
import dev.larder.LarderConfiguration;
import java.io.IOException;
import java.net.URI;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * Creates the cache manager of an application. Spring's cache abstraction takes it, as Spring Boot
 * configures it, and so does Hibernate. It is closed with the application.
 */
@AutoConfiguration(
    beforeName = {
      "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration",
      "org.springframework.boot.autoconfigure.cache.CacheAutoConfiguration"
    })
@ConditionalOnClass({CachingProvider.class, LarderCachingProvider.class})
@ConditionalOnMissingBean(CacheManager.class)
@EnableConfigurationProperties(LarderProperties.class)
public class LarderAutoConfiguration implements BeanClassLoaderAware {
  private ClassLoader loader = LarderAutoConfiguration.class.getClassLoader();

  /** Creates the configuration. Called by Spring. */
  public LarderAutoConfiguration() {}

  @Override
  public void setBeanClassLoader(ClassLoader classLoader) {
    loader = classLoader;
  }

  /**
   * Creates the cache manager, and the caches that the properties name.
   *
   * @throws CacheException if the file or a property is not accepted; the message names it
   */
  @Bean(destroyMethod = "close")
  public CacheManager larderCacheManager(LarderProperties properties, ResourceLoader resources) {
    CachingProvider provider =
        Caching.getCachingProvider(LarderCachingProvider.class.getName(), loader);
    CacheManager manager =
        provider.getCacheManager(
            uri(properties, resources, provider), loader, properties.toProperties());
    try {
      for (String name : properties.caches().keySet()) {
        if (manager.getCache(name) == null) {
          manager.createCache(name, new LarderConfiguration<>());
        }
      }
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
    return manager;
  }

  private static URI uri(
      LarderProperties properties, ResourceLoader resources, CachingProvider provider) {
    String location = properties.location();
    if (location == null) {
      return provider.getDefaultURI();
    }
    Resource resource = resources.getResource(location);
    if (!resource.exists()) {
      throw new CacheException("larder.location: there is no file " + location);
    }
    try {
      return resource.getURI();
    } catch (IOException e) {
      throw new CacheException("larder.location: " + location + ": " + e.getMessage(), e);
    }
  }

  /** Lets cached methods reload old values. */
  @Bean
  @ConditionalOnClass(CacheInterceptor.class)
  @ConditionalOnProperty(name = "larder.refresh.enabled", matchIfMissing = true)
  static RefreshingInterceptorPostProcessor larderRefreshingInterceptorPostProcessor() {
    return new RefreshingInterceptorPostProcessor();
  }
}
