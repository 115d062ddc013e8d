package dev.larder.annotations.guice;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.inject.AbstractModule;
import com.google.inject.Binder;
import com.google.inject.ConfigurationException;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.PrivateModule;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.name.Named;
import com.google.inject.name.Names;
import dev.larder.annotations.CachingProxy;
import dev.larder.annotations.Lacking;
import dev.larder.annotations.key.Keys;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.util.List;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.GeneratedCacheKey;
import org.junit.jupiter.api.Test;

/**
 * The behaviour specific to Guice: classes without interfaces, bound managers, failing injectors.
 */
class GuiceModuleTest {
  /** A class without an interface, with an inherited annotated method. */
  @Singleton
  public static class Counter extends CounterBase {}

  public static class CounterBase {
    private int calls;

    @CacheResult(cacheName = "counted")
    int count(String what) {
      return ++calls;
    }
  }

  public static class Wrong {
    /** Has no value parameter. */
    @CachePut
    public void put(String key) {}
  }

  @Test
  void inheritedMethod_boundManager_usesIt() {
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

  public interface Prices {
    @CacheResult(cacheName = "counted")
    int price(String item);
  }

  /** A class that cannot be extended. */
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
  void instance_createdByAModule_isNotIntercepted() {
    Prices lambda = item -> 1;
    Prices proxy =
        CachingProxy.wrap(
            Prices.class, new Final(), Caching.getCachingProvider().getCacheManager());
    for (Prices prices : List.of(lambda, proxy, new Final(), new FinalMethod())) {
      assertThat(withInstance(prices).getInstance(Prices.class), is(sameInstance(prices)));
    }
  }

  @Test
  void finalClass_createdByGuice_failsTheInjector() {
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

  /** A generator with a dependency that only some modules bind. */
  public static class Prefixed implements CacheKeyGenerator {
    private final String prefix;

    @Inject
    Prefixed(@Named("prefix") String prefix) {
      this.prefix = prefix;
    }

    @Override
    public GeneratedCacheKey generateCacheKey(
        CacheKeyInvocationContext<? extends Annotation> context) {
      return Keys.of(prefix, context.getKeyParameters()[0].getValue());
    }
  }

  public static class Shop {
    @CacheResult(cacheName = "shop", cacheKeyGenerator = Prefixed.class)
    public String price(String item) {
      return item;
    }
  }

  private static void bindShop(Binder binder, String prefix) {
    binder.bind(Shop.class);
    binder.bind(Prefixed.class);
    binder.bindConstant().annotatedWith(Names.named("prefix")).to(prefix);
  }

  private static void assertCachedAs(String prefix, Injector injector) {
    injector.getInstance(Shop.class).price("tea");
    CacheManager manager = injector.getInstance(CacheManager.class);
    assertThat(manager.getCache("shop").containsKey(Keys.of(prefix, "tea")), is(true));
    manager.destroyCache("shop");
  }

  @Test
  void generator_boundInAChildInjector_comesFromIt() {
    Injector parent = Guice.createInjector(new CachingModule());
    for (String prefix : List.of("one", "two")) {
      assertCachedAs(prefix, parent.createChildInjector(binder -> bindShop(binder, prefix)));
    }
  }

  @Test
  void generator_boundInAPrivateModule_comesFromIt() {
    Injector injector =
        Guice.createInjector(
            new CachingModule(),
            new PrivateModule() {
              @Override
              protected void configure() {
                bindShop(binder(), "private");
                expose(Shop.class);
              }
            });
    assertCachedAs("private", injector);
  }

  @Singleton
  public static class CountingKeys implements CacheKeyGenerator {
    private int asked;

    @Override
    public GeneratedCacheKey generateCacheKey(
        CacheKeyInvocationContext<? extends Annotation> context) {
      asked++;
      return Keys.of();
    }
  }

  public static class Constant {
    @CacheResult(cacheName = "constant", cacheKeyGenerator = CountingKeys.class)
    public String get() {
      return "constant";
    }
  }

  @Test
  void module_installedTwice_interceptsOnce() {
    Injector injector =
        Guice.createInjector(new CachingModule(), binder -> binder.install(new CachingModule()));
    injector.getInstance(Constant.class).get();
    assertThat(injector.getInstance(CountingKeys.class).asked, is(1));
    injector.getInstance(CacheManager.class).destroyCache("constant");
  }

  /** A class that is missing at run time. */
  public static class Missing {}

  /** Refers to the missing class. */
  public interface Naming {
    default void use(Missing missing) {}
  }

  public static class Silent implements Naming {}

  @Test
  void missingClass_inAnInterface_failsNoInjector() throws ClassNotFoundException {
    Class<?> silent = new Lacking(Missing.class).loadClass(Silent.class.getName());
    Injector injector = Guice.createInjector(new CachingModule(), binder -> binder.bind(silent));
    assertThat(injector.getInstance(silent), is(instanceOf(silent)));
  }

  @Test
  void annotations_breakingARule_failInjectorOrRequest() {
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
