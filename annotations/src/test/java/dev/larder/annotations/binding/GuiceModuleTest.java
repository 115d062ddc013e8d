package dev.larder.annotations.binding;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.inject.AbstractModule;
import com.google.inject.ConfigurationException;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.multibindings.OptionalBinder;
import dev.larder.annotations.CachingProxy;
import dev.larder.annotations.guice.CachingModule;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.Test;

/**
 * What Guice adds: classes without interfaces, a manager of the application's, failing injectors.
 */
class GuiceModuleTest {
  /** A class without an interface, its annotated method inherited. */
  @Singleton
  public static class Counter extends CounterBase {}

  /** Declares the method. */
  public static class CounterBase {
    private int calls;

    /** Counts. */
    @CacheResult(cacheName = "counted")
    int count(String what) {
      return ++calls;
    }
  }

  /** Breaks a rule. */
  public static class Wrong {
    /** Has no value. */
    @CachePut
    public void put(String key) {}
  }

  @Test
  void inheritedMethodsUseTheApplicationsManager() {
    CacheManager own =
        Caching.getCachingProvider()
            .getCacheManager(URI.create("of-guice"), getClass().getClassLoader());
    Injector injector =
        Guice.createInjector(
            new CachingModule(),
            new AbstractModule() {
              @Override
              protected void configure() {
                OptionalBinder.newOptionalBinder(binder(), CacheManager.class)
                    .setBinding()
                    .toInstance(own);
              }
            });
    Counter counter = injector.getInstance(Counter.class);
    assertThat(counter.count("a"), is(1));
    assertThat(counter.count("a"), is(1));
    assertThat(own.getCache("counted"), is(notNullValue()));
    own.close();
  }

  /** What is bound. */
  public interface Prices {
    @CacheResult(cacheName = "counted")
    int price(String item);
  }

  /** Can be extended by nobody. */
  public static final class Final implements Prices {
    @Override
    public int price(String item) {
      return 1;
    }
  }

  /** Has a method that cannot be overridden. */
  public static class FinalMethod implements Prices {
    @Override
    public final int price(String item) {
      return 1;
    }
  }

  private static Injector withInstance(Prices prices) {
    return Guice.createInjector(
        new CachingModule(), binder -> binder.bind(Prices.class).toInstance(prices));
  }

  @Test
  void whatModulesHaveMadeThemselvesIsLeftAlone() {
    Prices lambda = item -> 1;
    Prices proxy =
        CachingProxy.wrap(
            Prices.class, new Final(), Caching.getCachingProvider().getCacheManager());
    for (Prices prices : List.of(lambda, proxy, new Final(), new FinalMethod())) {
      assertThat(withInstance(prices).getInstance(Prices.class), is(sameInstance(prices)));
    }
  }

  @Test
  void whatGuiceMakesHasToBeExtensible() {
    for (Class<? extends Prices> type : List.of(Final.class, FinalMethod.class)) {
      RuntimeException failed =
          assertThrows(
              RuntimeException.class,
              () ->
                  Guice.createInjector(
                      new CachingModule(), binder -> binder.bind(Prices.class).to(type)));
      assertThat(failed.getMessage(), containsString(type.getName() + ".price("));
      Injector injector = Guice.createInjector(new CachingModule());
      RuntimeException refused =
          assertThrows(RuntimeException.class, () -> injector.getInstance(type));
      assertThat(refused.getMessage(), containsString(type.getName() + ".price("));
    }
  }

  @Test
  void annotationsThatBreakARuleFailTheInjectorOrTheRequest() {
    AbstractModule binding =
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(Wrong.class);
          }
        };
    CreationException failed =
        assertThrows(
            CreationException.class, () -> Guice.createInjector(new CachingModule(), binding));
    assertThat(failed.getMessage(), containsString("without a value"));
    Injector injector = Guice.createInjector(new CachingModule());
    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> injector.getInstance(Wrong.class));
    assertThat(refused.getMessage(), containsString("without a value"));
  }
}
