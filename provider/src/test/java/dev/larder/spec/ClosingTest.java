package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderConfiguration;
import java.io.Closeable;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** User objects of a cache are closed with it, once, even if their close method throws. */
class ClosingTest extends SpecTest {
  private final List<String> closed = Collections.synchronizedList(new ArrayList<>());

  /** A closable user object whose close method throws. */
  private Object closeable(Class<?> type) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type, Closeable.class},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "close" -> {
                closed.add(type.getSimpleName());
                throw new IllegalStateException("closing fails, on purpose");
              }
              case "hashCode" -> System.identityHashCode(proxy);
              case "equals" -> proxy == arguments[0];
              case "evaluate" -> true;
              default -> null;
            });
  }

  @SuppressWarnings("unchecked")
  private <T> Factory<T> factory(Class<?> type) {
    T object = (T) closeable(type);
    return () -> object;
  }

  private MutableConfiguration<String, String> everything() {
    Factory<CacheEntryListener<? super String, ? super String>> listener =
        factory(CacheEntryExpiredListener.class);
    Factory<CacheEntryEventFilter<? super String, ? super String>> filter =
        factory(CacheEntryEventFilter.class);
    Factory<ExpiryPolicy> policy = factory(ExpiryPolicy.class);
    Factory<CacheLoader<String, String>> loader = factory(CacheLoader.class);
    Factory<CacheWriter<String, String>> writer = factory(CacheWriter.class);
    return strings()
        .setReadThrough(true)
        .setWriteThrough(true)
        .setExpiryPolicyFactory(policy)
        .setCacheLoaderFactory(loader)
        .setCacheWriterFactory(writer)
        .addCacheEntryListenerConfiguration(
            new MutableCacheEntryListenerConfiguration<String, String>(
                listener, filter, true, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cache", "destroy", "manager", "provider"})
  void close_anyWay_closesEachUserObjectOnce(String what) {
    Cache<String, String> cache = cache(everything());
    cache.put("k", "v");
    for (int i = 0; i < 2; i++) {
      switch (what) {
        case "cache" -> cache.close();
        case "manager" -> provider.manager().close();
        case "provider" -> provider.provider().close();
        default -> provider.manager().destroyCache(cache.getName());
      }
    }
    assertThat(
        closed,
        containsInAnyOrder(
            "ExpiryPolicy",
            "CacheLoader",
            "CacheWriter",
            "CacheEntryExpiredListener",
            "CacheEntryEventFilter"));
  }

  @Test
  void close_manyThreads_closesOnce() {
    Cache<String, String> cache = cache(everything());
    Together.all(
        4,
        thread -> {
          if (thread % 2 == 0) {
            cache.close();
          } else {
            provider.manager().close();
          }
        });
    assertThat(closed.size(), is(5));
  }

  @Test
  void waiter_cacheCloses_throwsWithoutLoading() {
    AtomicInteger loads = new AtomicInteger();
    Cache<String, String> cache =
        cache(
            strings()
                .setReadThrough(true)
                .setCacheLoaderFactory(
                    () -> new MapLoader<>(key -> "loaded " + loads.incrementAndGet())));
    AtomicReference<Together> waiting = new AtomicReference<>();
    cache.invoke(
        "k",
        (entry, arguments) -> {
          waiting.set(Together.start(2, i -> i == 0 ? cache.get("k") : cache.getAll(Set.of("k"))));
          waiting.get().awaitWaiting(0);
          cache.close();
          return null;
        });
    for (Together.Outcome outcome : waiting.get().end()) {
      assertThat(outcome.failure, is(instanceOf(IllegalStateException.class)));
      assertThat(outcome.failure.getMessage(), containsString("'" + cache.getName() + "'"));
    }
    assertThat(loads.get(), is(0));
  }

  @Test
  void deregister_listener_isClosedOnce() {
    var registration =
        new MutableCacheEntryListenerConfiguration<String, String>(
            factory(CacheEntryExpiredListener.class), null, false, false);
    Cache<String, String> cache = cache(strings());
    cache.registerCacheEntryListener(registration);
    cache.deregisterCacheEntryListener(registration);
    assertThat(closed, contains("CacheEntryExpiredListener"));
    cache.deregisterCacheEntryListener(registration);
    cache.close();
    assertThat(closed, contains("CacheEntryExpiredListener"));
  }

  @Test
  void createCache_listenerFactoryFails_leavesNothingOpen() {
    var failing =
        new MutableCacheEntryListenerConfiguration<String, String>(
            () -> fail(), null, false, false);
    var configuration = everything().addCacheEntryListenerConfiguration(failing);
    assertThrows(RuntimeException.class, () -> cache(configuration));
    assertThat(closed, hasItem("ExpiryPolicy"));
    assertThat(closed, hasItem("CacheWriter"));
    assertThat(provider.manager().getCache("spec"), is(nullValue()));
    assertThat(provider.manager().getCacheNames().iterator().hasNext(), is(false));
    Cache<String, String> cache = cache(strings());
    assertThrows(RuntimeException.class, () -> cache.registerCacheEntryListener(failing));
    cache.put("k", "v");
    cache.close();
  }

  @Test
  void createCache_writerFactoryFails_leavesNothingOpen() {
    var configuration = everything();
    configuration.setCacheWriterFactory(() -> fail());
    assertThrows(RuntimeException.class, () -> cache(configuration));
    assertThat(closed, hasItem("ExpiryPolicy"));
    assertThat(closed, hasItem("CacheLoader"));
    cache(strings()).put("k", "v");
  }

  /** A writer whose close throws an error. */
  private static final class ErroneousWriter extends UserStore<Object, Object>
      implements AutoCloseable {
    @Override
    public void close() {
      throw new NoClassDefFoundError("on purpose");
    }
  }

  @Test
  void close_cacheFailsWithError_managerIsReplaced() {
    CacheManager manager = provider.provider().getCacheManager();
    manager.createCache(
        "cache",
        LarderConfiguration.builder(Object.class, Object.class)
            .writer(new ErroneousWriter())
            .build());
    Cache<String, String> other = manager.createCache("other", strings());
    manager.close();
    assertThat(other.isClosed(), is(true));
    assertThat(provider.provider().getCacheManager(), is(not(sameInstance(manager))));
  }
}
