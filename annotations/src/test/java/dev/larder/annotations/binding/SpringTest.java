package dev.larder.annotations.binding;

import javax.cache.Caching;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** In Spring, by its own support for the annotations: nothing here is ours but the provider. */
class SpringTest extends AnnotationsContract {
  /** What an application of Spring would say. */
  @Configuration
  @EnableCaching
  static class Application {
    @Bean
    JCacheCacheManager cacheManager() {
      return new JCacheCacheManager(Caching.getCachingProvider().getCacheManager());
    }

    @Bean
    Catalogue catalogue() {
      return new RealCatalogue();
    }
  }

  private AnnotationConfigApplicationContext context;

  @Override
  Catalogue open() {
    context = new AnnotationConfigApplicationContext(Application.class);
    return context.getBean(Catalogue.class);
  }

  @Override
  void close() {
    context.close();
  }
}
