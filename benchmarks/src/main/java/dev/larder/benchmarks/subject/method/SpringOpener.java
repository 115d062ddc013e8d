package dev.larder.benchmarks.subject.method;

import dev.larder.benchmarks.subject.Opener;
import dev.larder.benchmarks.subject.Spec;
import dev.larder.benchmarks.subject.Target;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** With Spring's own support for the annotations. The context ends with the JVM. */
public final class SpringOpener implements Opener {
  /** The configuration of an application. */
  @Configuration
  @EnableCaching
  public static class Application {
    /** The caches. */
    @Bean
    public JCacheCacheManager cacheManager() {
      return new JCacheCacheManager(Methods.manager());
    }

    /** The intercepted object. */
    @Bean
    public Lookup lookup() {
      return new RealLookup();
    }
  }

  @Override
  public Target open(Spec spec) {
    return Methods.open(
        spec,
        manager -> new AnnotationConfigApplicationContext(Application.class).getBean(Lookup.class));
  }
}
