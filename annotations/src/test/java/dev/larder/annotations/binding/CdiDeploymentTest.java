package dev.larder.annotations.binding;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.annotations.key.Keys;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import java.net.URI;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.GeneratedCacheKey;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/**
 * What CDI adds: scopes, injected generators, a manager of the application's, failed deployments.
 */
class CdiDeploymentTest {
  /** Of normal scope, so behind a client proxy, and a class without an interface. */
  @ApplicationScoped
  public static class Counter {
    private int calls;

    /** Counts. */
    @CacheResult(cacheName = "counted", cacheKeyGenerator = Prefixed.class)
    public int count(String what) {
      return ++calls;
    }
  }

  /** A generator that needs the container. */
  @ApplicationScoped
  public static class Prefixed implements CacheKeyGenerator {
    @Inject Prefix prefix;

    @Override
    public GeneratedCacheKey generateCacheKey(
        CacheKeyInvocationContext<? extends Annotation> context) {
      return Keys.of(prefix.text(), context.getKeyParameters()[0].getValue());
    }
  }

  /** What the generator needs. */
  @ApplicationScoped
  public static class Prefix {
    String text() {
      return "prefix";
    }
  }

  /** The application's own manager. */
  @ApplicationScoped
  public static class Managers {
    /** A manager that is not the default one. */
    @Produces
    @ApplicationScoped
    public CacheManager manager() {
      return Caching.getCachingProvider()
          .getCacheManager(URI.create("of-the-application"), getClass().getClassLoader());
    }
  }

  /** Of the same life as who asks for it. */
  @Dependent
  public static class OfOne implements CacheKeyGenerator {
    private static int made;
    private static int destroyed;

    /** As the container asks for it. */
    public OfOne() {
      made++;
    }

    @Override
    public GeneratedCacheKey generateCacheKey(
        CacheKeyInvocationContext<? extends Annotation> context) {
      return Keys.of(context.getKeyParameters()[0].getValue());
    }

    @PreDestroy
    void destroy() {
      destroyed++;
    }
  }

  /** Uses it. */
  @ApplicationScoped
  public static class Doubler {
    /** Doubles. */
    @CacheResult(cacheName = "doubled", cacheKeyGenerator = OfOne.class)
    public int twice(int number) {
      return 2 * number;
    }
  }

  /** Makes one, that CDI never sees until it is made. */
  @ApplicationScoped
  public static class Producer {
    /** A bean, with annotations that have no effect. */
    @Produces
    public Made made() {
      return new Made();
    }
  }

  /** Counts. */
  @Vetoed
  public static class Made {
    private int calls;

    /** Counts. */
    @CacheResult(cacheName = "made")
    public int count(String what) {
      return ++calls;
    }
  }

  /** Breaks a rule. */
  @ApplicationScoped
  public static class Wrong {
    /** Has no value. */
    @CachePut
    public void put(String key) {}
  }

  @Test
  void beansOfNormalScopeUseInjectedGeneratorsAndTheApplicationsManager() {
    Weld weld =
        new Weld().addBeanClasses(Counter.class, Prefixed.class, Prefix.class, Managers.class);
    try (WeldContainer container = weld.initialize()) {
      Counter counter = container.select(Counter.class).get();
      assertThat(counter.count("a"), is(1));
      assertThat(counter.count("a"), is(1));
      assertThat(counter.count("b"), is(2));
      CacheManager manager = container.select(CacheManager.class).get();
      assertThat(manager.getURI(), is(URI.create("of-the-application")));
      assertThat(manager.getCache("counted"), is(notNullValue()));
      assertThat(manager.getCache("counted").containsKey(Keys.of("prefix", "a")), is(true));
      manager.close();
    }
  }

  @Test
  void annotationsThatBreakARuleFailTheDeployment() {
    Weld weld = new Weld().addBeanClass(Wrong.class);
    RuntimeException failed = assertThrows(RuntimeException.class, weld::initialize);
    assertThat(failed.toString(), containsString(Wrong.class.getName() + ".put("));
  }

  @Test
  void aDependentGeneratorLivesAsLongAsTheContainer() {
    Weld weld = new Weld().addBeanClasses(Doubler.class, OfOne.class);
    try (WeldContainer container = weld.initialize()) {
      Doubler doubler = container.select(Doubler.class).get();
      assertThat(doubler.twice(2), is(4));
      assertThat(doubler.twice(2), is(4));
      assertThat(OfOne.made, is(1));
      assertThat(OfOne.destroyed, is(0));
      Caching.getCachingProvider().getCacheManager().destroyCache("doubled");
    }
    assertThat(OfOne.destroyed, is(1));
  }

  /** As the guide has it. */
  @Test
  void whatAProducerReturnsIsNotIntercepted() {
    try (WeldContainer container = new Weld().addBeanClass(Producer.class).initialize()) {
      Made made = container.select(Made.class).get();
      assertThat(made.count("a"), is(1));
      assertThat(made.count("a"), is(2));
    }
  }
}
