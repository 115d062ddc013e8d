package dev.larder.annotations.binding;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Scopes;
import dev.larder.annotations.CachingProxy;
import dev.larder.annotations.cdi.CachingBuildExtension;
import dev.larder.annotations.guice.CachingModule;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.spi.Extension;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
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

  /** A container that does not run portable extensions, such as that of Quarkus. */
  CDI_LITE {
    @Override
    <T> T open(Class<T> type, Class<? extends T> implementation, Consumer<Runnable> atEnd) {
      WeldContainer container =
          new Weld()
              .setClassLoader(new WithoutPortableExtension())
              .addBuildCompatibleExtensions(Lite.class)
              .addBeanClass(implementation)
              .initialize();
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

  /** Larder's extension for CDI Lite, without the annotation that makes Weld ignore it. */
  public static final class Lite extends CachingBuildExtension {
    @Override
    @Discovery
    public void addInterceptor(ScannedClasses classes) {
      super.addInterceptor(classes);
    }

    @Override
    @Enhancement(types = Object.class, withSubtypes = true)
    public void bind(ClassConfig config, Messages messages) {
      super.bind(config, messages);
    }
  }

  /** Hides the entry by which containers find Larder's portable extension. */
  private static final class WithoutPortableExtension extends ClassLoader {
    WithoutPortableExtension() {
      super(Binding.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      List<URL> found = Collections.list(super.getResources(name));
      if (name.equals("META-INF/services/" + Extension.class.getName())) {
        found.removeIf(url -> url.getPath().contains("annotations-cdi"));
      }
      return Collections.enumeration(found);
    }
  }

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
