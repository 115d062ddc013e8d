package dev.larder.tck.annotation;

import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.BeanProvider;
import javax.cache.configuration.MutableConfiguration;
import manager.CacheNameOnEachMethodBlogManagerImpl;
import manager.ClassLevelCacheConfigBlogManagerImpl;
import manager.UsingDefaultCacheNameBlogManagerImpl;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of Spring, which supports the annotations itself; Larder is only the provider. */
public final class SpringBeans implements BeanProvider {
  /** An application's configuration. */
  @Configuration
  @EnableCaching(proxyTargetClass = true)
  static class Application {
    /** Spring does not create caches on demand. */
    @Bean
    JCacheCacheManager cacheManager() {
      CacheManager manager = Caching.getCachingProvider().getCacheManager();
      for (String name :
          new String[] {
            "blogManager",
            "blgMngr",
            "manager.UsingDefaultCacheNameBlogManagerImpl.getEntryCached(java.lang.String)"
          }) {
        manager.createCache(name, new MutableConfiguration<>().setStatisticsEnabled(true));
      }
      return new JCacheCacheManager(manager);
    }
  }

  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext(
          Application.class,
          CacheNameOnEachMethodBlogManagerImpl.class,
          ClassLevelCacheConfigBlogManagerImpl.class,
          UsingDefaultCacheNameBlogManagerImpl.class);

  @Override
  public <T> T getBeanByType(Class<T> type) {
    return context.getBean(type);
  }
}
