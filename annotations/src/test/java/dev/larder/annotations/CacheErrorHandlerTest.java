package dev.larder.annotations;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderCachingProvider;
import dev.larder.LarderConfiguration;
import dev.larder.annotations.key.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A failing cache need not fail the method. */
class CacheErrorHandlerTest {
  private final LarderCachingProvider provider = new LarderCachingProvider();
  private final CacheManager manager = provider.getCacheManager();
  private final List<String> handled = new ArrayList<>();
  private final Shop shop = new Shop();

  interface Prices {
    @CacheResult(cacheName = "prices")
    String price(String item);

    @CacheResult(cacheName = "prices")
    CompletionStage<String> later(String item);

    @CachePut(cacheName = "prices")
    void set(String item, @CacheValue String price);

    @CacheRemove(cacheName = "prices")
    void withdraw(String item);

    @CacheRemove(cacheName = "prices", afterInvocation = false)
    void withdrawFirst(String item);

    @CacheRemoveAll(cacheName = "prices")
    void reprint();
  }

  private static final class Shop implements Prices {
    private final List<String> calls = new ArrayList<>();

    @Override
    public String price(String item) {
      calls.add(item);
      return item + calls.size();
    }

    @Override
    public CompletionStage<String> later(String item) {
      return CompletableFuture.completedFuture(price(item));
    }

    @Override
    public void set(String item, String price) {
      calls.add("set " + item);
    }

    @Override
    public void withdraw(String item) {
      calls.add("withdraw " + item);
    }

    @Override
    public void withdrawFirst(String item) {
      calls.add("withdraw " + item);
    }

    @Override
    public void reprint() {
      calls.add("reprint");
    }
  }

  @AfterEach
  void closeTheProvider() {
    provider.close();
  }

  private Prices prices(CacheErrorHandler handler) {
    return CachingProxy.wrap(Prices.class, shop, manager, handler);
  }

  private void note(RuntimeException failure, String cacheName, String method) {
    handled.add(failure.getClass().getSimpleName() + " of " + cacheName);
    assertThat(method, containsString("Prices."));
  }

  @Test
  void method_closedManager_runsWithoutCache() throws Exception {
    Prices prices = prices(this::note);
    assertThat(prices.price("tea"), is("tea1"));
    assertThat(prices.price("tea"), is("tea1"));
    manager.close();
    assertThat(prices.price("tea"), is("tea2"));
    assertThat(prices.later("tea").toCompletableFuture().get(), is("tea3"));
    prices.set("tea", "7");
    prices.withdraw("tea");
    prices.withdrawFirst("tea");
    prices.reprint();
    assertThat(
        shop.calls,
        contains("tea", "tea", "tea", "set tea", "withdraw tea", "withdraw tea", "reprint"));
    assertThat(handled.size(), is(6));
    assertThat(handled.get(0), is("IllegalStateException of prices"));
  }

  @Test
  void method_failingLoaderAndWriter_returns() {
    manager.createCache(
        "prices",
        LarderConfiguration.builder(Object.class, Object.class)
            .loader(
                (Object key) -> {
                  throw new IllegalStateException("on purpose");
                })
            .writer(
                (key, value) -> {
                  throw new IllegalStateException("on purpose");
                },
                key -> {
                  throw new IllegalStateException("on purpose");
                })
            .build());
    Prices prices = prices(this::note);
    assertThat(prices.price("tea"), is("tea1"));
    prices.set("tea", "7");
    prices.withdraw("tea");
    assertThat(
        handled,
        contains(
            "CacheLoaderException of prices",
            "CacheWriterException of prices",
            "CacheWriterException of prices"));
    Prices strict = prices(CacheErrorHandler.rethrowing());
    assertThrows(CacheLoaderException.class, () -> strict.price("tea"));
    assertThrows(CacheWriterException.class, () -> strict.withdraw("tea"));
  }

  /** The declared return type does not show that the result can be read only once. */
  @Test
  void result_readableOnce_isNotCached() {
    Supplier<Object> shop = new Streaming();
    @SuppressWarnings("unchecked")
    Supplier<Object> streams = CachingProxy.wrap(Supplier.class, shop, manager);
    assertThat(((Stream<?>) streams.get()).count(), is(2L));
    assertThat(((Stream<?>) streams.get()).count(), is(2L));
  }

  private static final class Streaming implements Supplier<Object> {
    @Override
    @CacheResult(cacheName = "streams")
    public Object get() {
      return Stream.of("a", "b");
    }
  }

  @Test
  void handler_throws_failsTheCall() {
    manager.close();
    Prices prices =
        prices(
            (failure, cache, method) -> {
              throw new UnsupportedOperationException("instead", failure);
            });
    assertThat(
        assertThrows(UnsupportedOperationException.class, () -> prices.price("tea")).getMessage(),
        is("instead"));
    assertThrows(
        IllegalStateException.class,
        () -> CachingProxy.wrap(Prices.class, shop, manager).price("tea"));
  }

  @Test
  void handler_logs_continuesTheCall() {
    manager.close();
    assertThat(prices(CacheErrorHandler.logging()).price("tea"), is("tea1"));
  }

  @Test
  void loader_defaultKey_getsTheArguments() {
    Cache<Object, Object> cache =
        manager.createCache(
            "prices",
            LarderConfiguration.builder(Object.class, Object.class)
                .loader((Object key) -> "loaded " + Keys.arguments(key).get(0))
                .build());
    Prices prices = CachingProxy.wrap(Prices.class, shop, manager);
    assertThat(prices.price("tea"), is("loaded tea"));
    assertThat(cache.get(Keys.of("coffee")), is("loaded coffee"));
    assertThat(shop.calls.size(), is(0));
  }
}
