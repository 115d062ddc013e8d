package dev.larder.annotations.binding;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.annotations.key.Keys;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import javax.cache.annotation.GeneratedCacheKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Generators, resolvers and factories of an application: their creation and their arguments. */
class OwnPartsTest extends BindingTest {
  private static final List<Object> MADE = new ArrayList<>();
  private static final List<CacheKeyInvocationContext<?>> KEYS = new ArrayList<>();
  private static final List<CacheInvocationContext<?>> RESOLVED = new ArrayList<>();

  /** Creates the default keys, and records the calls. */
  public static class NotingKeys implements CacheKeyGenerator {
    /** Called by containers, and for annotations. */
    public NotingKeys() {
      MADE.add(this);
    }

    @Override
    public GeneratedCacheKey generateCacheKey(
        CacheKeyInvocationContext<? extends Annotation> context) {
      KEYS.add(context);
      return Keys.of(context.getKeyParameters()[0].getValue());
    }
  }

  /** Has one cache for results and another for exceptions, and records the calls. */
  public static class NotingFactory implements CacheResolverFactory {
    /** Called by containers, and for annotations. */
    public NotingFactory() {
      MADE.add(this);
    }

    @Override
    public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> details) {
      return new Noting("own");
    }

    @Override
    public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> details) {
      return new Noting("own " + details.getCacheAnnotation().exceptionCacheName());
    }
  }

  private record Noting(String name) implements CacheResolver {
    @Override
    public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> context) {
      RESOLVED.add(context);
      return manager().getCache(name);
    }
  }

  public interface Prices {
    Integer price(String item, int amount) throws TroubleException;

    void set(String item, Integer price);
  }

  /** Sets all defaults in one place. */
  @CacheDefaults(
      cacheName = "not used",
      cacheKeyGenerator = NotingKeys.class,
      cacheResolverFactory = NotingFactory.class)
  public static class RealPrices implements Prices {
    @Override
    @CacheResult(exceptionCacheName = "exceptions")
    public Integer price(String item, int amount) throws TroubleException {
      if (amount == 0) {
        throw new TroubleException();
      }
      return amount;
    }

    @Override
    @CachePut
    public void set(String item, @CacheValue Integer price) {}
  }

  private Prices prices;

  @BeforeEach
  void openPrices() {
    createByReference("own");
    createByReference("own exceptions");
    prices = open(Prices.class, RealPrices.class);
    MADE.clear();
    KEYS.clear();
    RESOLVED.clear();
  }

  @Test
  void cacheDefaults_generatorAndFactory_areUsed() throws TroubleException {
    assertThat(prices.price("tea", 3), is(3));
    assertThat(prices.price("tea", 4), is(3));
    prices.set("tea", 5);
    assertThat(prices.price("tea", 4), is(5));
    assertThat(count("own"), is(1));
    assertThat(manager().getCache("not used"), is(nullValue()));
  }

  @Test
  void exception_ownFactory_usesItsExceptionCache() {
    TroubleException first = assertThrows(TroubleException.class, () -> prices.price("tea", 0));
    TroubleException second = assertThrows(TroubleException.class, () -> prices.price("tea", 1));
    assertThat(second, is(sameInstance(first)));
    assertThat(count("own exceptions"), is(1));
    assertThat(count("own"), is(0));
  }

  @Test
  void cachedException_putAndRemoved_isNotThrownAgain() throws TroubleException {
    assertThrows(TroubleException.class, () -> prices.price("tea", 0));
    assertThat(count("own exceptions"), is(1));
    prices.set("tea", 5);
    assertThat(count("own exceptions"), is(0));
    manager().getCache("own").removeAll();
    assertThat(prices.price("tea", 1), is(1));
  }

  @Test
  void instances_eachMethod_areRequestedOnce() throws TroubleException {
    prices.price("tea", 1);
    prices.price("tea", 1);
    prices.price("ink", 1);
    assertThat(MADE.stream().filter(NotingFactory.class::isInstance).count(), is(1L));
    assertThat(MADE.stream().filter(NotingKeys.class::isInstance).count(), is(1L));
  }

  @Test
  void invocationContext_eachCall_isComplete() throws TroubleException {
    prices.price("tea", 2);
    CacheKeyInvocationContext<?> context = KEYS.get(0);
    assertThat(context, is(sameInstance(RESOLVED.get(0))));
    assertThat(context.getTarget() instanceof RealPrices, is(true));
    assertThat(context.getMethod().getName(), is("price"));
    assertThat(context.getCacheName(), is("not used"));
    assertThat(context.getCacheAnnotation() instanceof CacheResult, is(true));
    assertThat(context.getAnnotations().contains(context.getCacheAnnotation()), is(true));
    assertThat(context.getAllParameters().length, is(2));
    assertThat(context.getAllParameters()[1].getValue(), is(2));
    assertThat(context.getAllParameters()[1].getRawType(), is(int.class));
    assertThat(context.getAllParameters()[1].getParameterPosition(), is(1));
    assertThat(context.getValueParameter(), is(nullValue()));
    assertThat(context.unwrap(CacheKeyInvocationContext.class), is(sameInstance(context)));
    assertThrows(IllegalArgumentException.class, () -> context.unwrap(String.class));
  }

  @Test
  void valueParameter_put_isNoKeyParameter() {
    prices.set("tea", 5);
    CacheKeyInvocationContext<?> context = KEYS.get(0);
    assertThat(context.getKeyParameters().length, is(1));
    assertThat(context.getKeyParameters()[0].getValue(), is("tea"));
    assertThat(context.getValueParameter(), is(notNullValue()));
    assertThat(context.getValueParameter().getValue(), is(5));
    assertThat(context.getValueParameter().getAnnotations().size(), is(1));
  }
}
