package dev.larder.annotations;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import java.lang.reflect.Method;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Annotations on the method, on an overridden or implemented method, and on a class; cache names
 * with and without defaults.
 */
class WhereAnnotationsAreFoundTest {
  private final CacheManager manager = Caching.getCachingProvider().getCacheManager();

  public interface Shop {
    @CacheResult(cacheName = "shop")
    String price(@CacheKey String item, int amount);
  }

  /** Implements an annotated method without annotation. */
  public static class Plain implements Shop {
    int calls;

    @Override
    public String price(String item, int amount) {
      return item + ++calls;
    }
  }

  /** Overrides with another cache name. */
  public static class Other extends Plain {
    @Override
    @CacheResult(cacheName = "other")
    public String price(String item, int amount) {
      return super.price(item, amount);
    }
  }

  /** Generic, so that its method is called through a bridge. */
  public interface Source<K, V> {
    V get(K key);
  }

  /** Annotated as a class, with defaults. */
  @CacheResult
  @CacheDefaults(cacheName = "defaults")
  public static class WholeClass implements Source<String, Integer> {
    int calls;

    @Override
    public Integer get(String key) {
      return ++calls;
    }
  }

  /** Has no cache name. */
  public static class Nameless implements Source<int[], Integer> {
    int calls;

    @Override
    @CacheResult
    public Integer get(int[] key) {
      return ++calls;
    }
  }

  /** A class that is missing at run time. */
  public static class Missing {}

  /** Refers to the missing class. */
  public interface Naming {
    default void use(Missing missing) {}
  }

  public static class Silent implements Naming {}

  public static class Loud extends Plain implements Naming {}

  /** Annotated, and refers to the missing class in a type argument only. */
  public static class Listing extends Plain {
    public List<Missing> missing() {
      return List.of();
    }
  }

  @Test
  void missingClass_inASupertype_skipsTheSupertype() throws ReflectiveOperationException {
    CacheInterceptor interceptor = new CacheInterceptor(() -> manager, Instances.byConstructor());
    Lacking loader = new Lacking(Missing.class);
    assertThat(interceptor.intercepts(loader.loadClass(Silent.class.getName())), is(false));
    Method price =
        loader.loadClass(Shop.class.getName()).getMethod("price", String.class, int.class);
    for (Class<?> type : List.of(Loud.class, Listing.class)) {
      Class<?> loaded = loader.loadClass(type.getName());
      assertThat(interceptor.intercepts(loaded, price), is(true));
    }
  }

  @AfterEach
  void destroyCaches() {
    manager.getCacheNames().forEach(manager::destroyCache);
  }

  private Cache<Object, Object> cache(String name) {
    Cache<Object, Object> cache = manager.getCache(name);
    assertThat(name, cache, is(notNullValue()));
    return cache;
  }

  @Test
  void implementation_annotatedInterface_isCached() {
    Shop shop = CachingProxy.wrap(Shop.class, new Plain(), manager);
    assertThat(shop.price("tea", 1), is("tea1"));
    assertThat("the mark on the parameter counts too", shop.price("tea", 2), is("tea1"));
    assertThat(cache("shop").iterator().hasNext(), is(true));
  }

  @Test
  void override_ownAnnotation_usesItsOwnParameters() {
    Shop shop = CachingProxy.wrap(Shop.class, new Other(), manager);
    assertThat(shop.price("tea", 1), is("tea1"));
    assertThat(shop.price("tea", 2), is("tea2"));
    assertThat(cache("other").iterator().hasNext(), is(true));
  }

  @Test
  @SuppressWarnings("unchecked") // the interface is generic
  void classAnnotation_allMethods_coversBridgesToo() {
    Source<String, Integer> source = CachingProxy.wrap(Source.class, new WholeClass(), manager);
    assertThat(source.get("a"), is(1));
    assertThat(source.get("a"), is(1));
    assertThat(cache("defaults").iterator().hasNext(), is(true));
  }

  @Test
  @SuppressWarnings("unchecked") // the interface is generic
  void cacheName_missing_isTheMethodsName() {
    Source<int[], Integer> source = CachingProxy.wrap(Source.class, new Nameless(), manager);
    source.get(new int[] {1});
    assertThat(source.get(new int[] {1}), is(1));
    assertThat(cache(Nameless.class.getName() + ".get([I)").iterator().hasNext(), is(true));
  }
}
