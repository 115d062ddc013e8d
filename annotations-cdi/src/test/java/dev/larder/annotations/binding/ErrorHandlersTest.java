package dev.larder.annotations.binding;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.multibindings.OptionalBinder;
import dev.larder.annotations.CacheErrorHandler;
import dev.larder.annotations.guice.CachingModule;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An error handler that is a bean of the container. */
class ErrorHandlersTest {
  private static final List<String> HANDLED = new CopyOnWriteArrayList<>();

  @BeforeEach
  void forget() {
    HANDLED.clear();
  }

  /** A bean whose cache is unavailable. */
  @ApplicationScoped
  static class Shop {
    @CacheResult(cacheName = "prices", cacheResolverFactory = Unreachable.class)
    String price(String item) {
      return item + "!";
    }
  }

  /** Resolves caches that fail. */
  static class Unreachable implements CacheResolverFactory {
    @Override
    public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> details) {
      return new CacheResolver() {
        @Override
        public <K, V> Cache<K, V> resolveCache(
            CacheInvocationContext<? extends Annotation> context) {
          throw new CacheException("unreachable");
        }
      };
    }

    @Override
    public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> details) {
      throw new AssertionError("no exceptions are cached");
    }
  }

  @ApplicationScoped
  static class Handler implements CacheErrorHandler {
    @Override
    public void failed(RuntimeException failure, String cacheName, String method) {
      HANDLED.add(cacheName + ": " + failure.getMessage());
    }
  }

  @Test
  void cdi_handlerBean_handlesErrors() {
    try (WeldContainer container =
        new Weld().addBeanClasses(Shop.class, Handler.class).initialize()) {
      assertThat(container.select(Shop.class).get().price("tea"), is("tea!"));
    }
    assertThat(HANDLED, contains("prices: unreachable"));
  }

  @ApplicationScoped
  static class OtherHandler extends Handler {}

  @Test
  void cdi_twoHandlerBeans_failTheDeployment() {
    Weld weld = new Weld().addBeanClasses(Shop.class, Handler.class, OtherHandler.class);
    Throwable failure = assertThrows(Exception.class, weld::initialize);
    assertThat(failure.getMessage(), containsString(CacheErrorHandler.class.getName()));
  }

  @Test
  void cdi_withoutHandlerBean_failsTheCall() {
    try (WeldContainer container = new Weld().addBeanClass(Shop.class).initialize()) {
      Shop shop = container.select(Shop.class).get();
      assertThrows(CacheException.class, () -> shop.price("tea"));
    }
  }

  @Test
  void guice_boundHandler_handlesErrors() {
    AbstractModule handling =
        new AbstractModule() {
          @Override
          protected void configure() {
            OptionalBinder.newOptionalBinder(binder(), CacheErrorHandler.class)
                .setBinding()
                .toInstance(new Handler());
          }
        };
    Shop shop = Guice.createInjector(new CachingModule(), handling).getInstance(Shop.class);
    assertThat(shop.price("tea"), is("tea!"));
    assertThat(HANDLED, contains("prices: unreachable"));
    Shop strict = Guice.createInjector(new CachingModule()).getInstance(Shop.class);
    assertThrows(CacheException.class, () -> strict.price("tea"));
  }
}
