package dev.larder.annotations;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.GeneratedCacheKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The behaviour of proxies that other bindings do not share. */
class CachingProxyTest {
  private final CacheManager manager = Caching.getCachingProvider().getCacheManager();

  @AfterEach
  void destroyCaches() {
    manager.getCacheNames().forEach(manager::destroyCache);
  }

  public static class Doubling implements Function<Integer, Integer> {
    @Override
    @CacheResult(cacheName = "doubled")
    public Integer apply(Integer number) {
      return 2 * number;
    }

    @Override
    public String toString() {
      return "doubling";
    }
  }

  interface Tripling {
    int triple(int number);
  }

  static class Tripler implements Tripling {
    int calls;

    @Override
    @CacheResult(cacheName = "tripled")
    public int triple(int number) {
      calls++;
      return 3 * number;
    }
  }

  /** Has a method without annotation. */
  public static class Runner extends Doubling implements Runnable {
    @Override
    public void run() {
      apply(1);
    }
  }

  public static class Keyless implements CacheKeyGenerator {
    @Override
    public GeneratedCacheKey generateCacheKey(
        CacheKeyInvocationContext<? extends java.lang.annotation.Annotation> context) {
      return null;
    }
  }

  public static class WithoutKeys implements Function<Integer, Integer> {
    @Override
    @CacheResult(cacheKeyGenerator = Keyless.class)
    public Integer apply(Integer number) {
      return number;
    }
  }

  @Test
  void call_withoutAnnotation_runsTheTarget() {
    Function<?, ?> proxy = CachingProxy.wrap(Function.class, new Doubling(), manager);
    assertThat(proxy.toString(), is("doubling"));
  }

  @Test
  void wrap_class_isRejected() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> CachingProxy.wrap(Doubling.class, new Doubling(), manager));
    assertThat(refused.getMessage(), containsString(Doubling.class.getName()));
  }

  @Test
  void wrap_packagePrivateInterface_caches() {
    Tripler target = new Tripler();
    Tripling proxy = CachingProxy.wrap(Tripling.class, target, manager);
    assertThat(proxy.triple(2), is(6));
    assertThat(proxy.triple(2), is(6));
    assertThat(target.calls, is(1));
  }

  @Test
  @SuppressWarnings("unchecked") // no test can name the interface
  void wrap_interfaceNotExported_isRejected() throws ClassNotFoundException {
    Class<Object> hidden = (Class<Object>) Class.forName("jdk.internal.access.JavaLangAccess");
    Object target =
        Proxy.newProxyInstance(null, new Class<?>[] {hidden}, (proxy, method, arguments) -> null);
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> CachingProxy.wrap(hidden, target, manager));
    assertThat(
        refused.getMessage(),
        containsString(
            hidden.getName() + " cannot be called from outside: package jdk.internal.access"));
  }

  @Test
  void wrap_noAnnotation_isRejected() {
    Function<Integer, Integer> plain = number -> number;
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> CachingProxy.wrap(Function.class, plain, manager));
    assertThat(refused.getMessage(), containsString("no method with an annotation"));
  }

  @Test
  void wrap_annotationsOutsideTheInterface_isRejected() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> CachingProxy.wrap(Runnable.class, new Runner(), manager));
    assertThat(refused.getMessage(), containsString(Runnable.class.getName()));
  }

  @Test
  void equals_proxiesOfEqualTargets_areEqual() {
    Doubling target = new Doubling();
    Function<?, ?> proxy = CachingProxy.wrap(Function.class, target, manager);
    Function<?, ?> same = CachingProxy.wrap(Function.class, target, manager);
    Function<?, ?> another = CachingProxy.wrap(Function.class, new Doubling(), manager);
    Set<Object> set = new HashSet<>(List.of(proxy));
    assertThat(set.contains(proxy), is(true));
    assertThat(set.contains(same), is(true));
    assertThat(set.contains(another), is(false));
    assertThat(set.contains(target), is(false));
    assertThat(proxy.equals(null), is(false));
    assertThat(List.<Object>of(target).contains(proxy), is(false));
  }

  @Test
  @SuppressWarnings("unchecked") // the interface is generic
  void keyGenerator_returnsNull_failsWithItsName() {
    Function<Integer, Integer> proxy =
        CachingProxy.wrap(Function.class, new WithoutKeys(), manager);
    RuntimeException refused = assertThrows(RuntimeException.class, () -> proxy.apply(1));
    assertThat(refused.getMessage(), containsString(Keyless.class.getName()));
  }

  @Test
  void interceptor_unreferenced_isCollected() throws InterruptedException {
    ReferenceQueue<CacheInterceptor> queue = new ReferenceQueue<>();
    WeakReference<CacheInterceptor> interceptor = new WeakReference<>(usedAndDropped(), queue);
    Reference<? extends CacheInterceptor> cleared = null;
    for (int i = 0; i < 100 && cleared == null; i++) {
      System.gc();
      cleared = queue.remove(100);
    }
    assertThat(cleared, is(sameInstance(interceptor)));
  }

  @SuppressWarnings("unchecked") // the interface is generic
  private CacheInterceptor usedAndDropped() {
    CacheInterceptor interceptor = new CacheInterceptor(() -> manager, Instances.byConstructor());
    Function<Integer, Integer> proxy =
        CachingProxy.wrap(Function.class, new Doubling(), interceptor);
    assertThat(proxy.apply(2), is(4));
    return interceptor;
  }

  @Test
  @SuppressWarnings("unchecked") // the interface is generic
  void call_closedManager_throwsIllegalState() {
    CacheManager own =
        Caching.getCachingProvider()
            .getCacheManager(java.net.URI.create("own"), getClass().getClassLoader());
    Function<Integer, Integer> proxy = CachingProxy.wrap(Function.class, new Doubling(), own);
    assertThat(proxy.apply(2), is(4));
    own.close();
    assertThrows(IllegalStateException.class, () -> proxy.apply(2));
  }
}
