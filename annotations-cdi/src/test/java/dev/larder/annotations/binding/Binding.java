package dev.larder.annotations.binding;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Scopes;
import dev.larder.annotations.CachingProxy;
import dev.larder.annotations.guice.CachingModule;
import java.lang.reflect.Constructor;
import java.util.function.Consumer;
import javax.cache.Caching;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The ways to intercept calls. */
enum Binding {
  PLAIN {
    @Override
    <T> T open(Class<T> type, Class<? extends T> implementation, Consumer<Runnable> atEnd) {
      try {
        Constructor<? extends T> constructor = implementation.getDeclaredConstructor();
        constructor.setAccessible(true);
        return CachingProxy.wrap(
            type, constructor.newInstance(), Caching.getCachingProvider().getCacheManager());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  },

  CDI {
    @Override
    <T> T open(Class<T> type, Class<? extends T> implementation, Consumer<Runnable> atEnd) {
      WeldContainer container = new Weld().addBeanClass(implementation).initialize();
      atEnd.accept(container::shutdown);
      return container.select(implementation).get();
    }
  },

  GUICE {
    @Override
    <T> T open(Class<T> type, Class<? extends T> implementation, Consumer<Runnable> atEnd) {
      return Guice.createInjector(
              new CachingModule(),
              new AbstractModule() {
                @Override
                protected void configure() {
                  bind(implementation).in(Scopes.SINGLETON);
                }
              })
          .getInstance(implementation);
    }
  },

  /** With Spring's own support for the annotations; Larder is only the provider. */
  SPRING {
    @Override
    <T> T open(Class<T> type, Class<? extends T> implementation, Consumer<Runnable> atEnd) {
      var context = new AnnotationConfigApplicationContext(Application.class, implementation);
      atEnd.accept(context::close);
      return context.getBean(type);
    }
  };

  /** The configuration of a Spring application. */
  @Configuration
  @EnableCaching
  static class Application {
    @Bean
    JCacheCacheManager cacheManager() {
      return new JCacheCacheManager(Caching.getCachingProvider().getCacheManager());
    }
  }

  /**
   * Returns an object whose calls are intercepted.
   *
   * @param atEnd receives the clean-up to run after the test
   */
  abstract <T> T open(Class<T> type, Class<? extends T> implementation, Consumer<Runnable> atEnd);
}
