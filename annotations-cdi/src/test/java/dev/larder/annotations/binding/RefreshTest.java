package dev.larder.annotations.binding;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.annotations.CachingProxy;
import dev.larder.annotations.key.Keys;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The method runs again in the background if the callers of its cache refresh it. */
@Timeout(60)
class RefreshTest extends BindingTest {
  public interface News {
    Integer number(String of);

    Optional<Integer> perhaps(String of);

    CompletionStage<Integer> later(String of);

    Queue<Thread> callers();

    /** Sets the outcome of later calls. */
    void answer(Supplier<Integer> answer);
  }

  /** Counts the calls, and records the calling threads. */
  public static class RealNews implements News {
    private final Queue<Thread> callers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Supplier<Integer> answer = calls::incrementAndGet;

    private Integer called() {
      callers.add(Thread.currentThread());
      return answer.get();
    }

    @Override
    @CacheResult(cacheName = "news")
    public Integer number(String of) {
      return called();
    }

    @Override
    @CacheResult(cacheName = "news")
    public Optional<Integer> perhaps(String of) {
      return Optional.ofNullable(called());
    }

    @Override
    @CacheResult(cacheName = "news")
    public CompletionStage<Integer> later(String of) {
      return CompletableFuture.completedFuture(called());
    }

    @Override
    public Queue<Thread> callers() {
      return callers;
    }

    @Override
    public void answer(Supplier<Integer> next) {
      answer = next;
    }
  }

  /** The refresh age is so short that any value is stale when it is read. */
  private static Cache<Object, Object> create() {
    return manager()
        .createCache(
            "news",
            LarderConfiguration.builder(Object.class, Object.class)
                .refreshAfter(Duration.ofNanos(1))
                .refreshByCaller()
                .build());
  }

  private void refreshes(Cache<Object, Object> cache, News news, Supplier<Integer> call) {
    assertThat(call.get(), is(1));
    news.callers().clear();
    LarderCacheMXBean bean = cache.unwrap(LarderCacheMXBean.class);
    int last = 1;
    while (bean.getRefreshes() < 3) {
      int next = call.get();
      assertThat(next >= last, is(true));
      last = next;
    }
    assertThat(call.get(), is(greaterThan(1)));
    assertThat("nobody waits for it", news.callers(), not(hasItem(Thread.currentThread())));
  }

  @Test
  void staleResult_hit_isReturnedAndReloaded() {
    Cache<Object, Object> cache = create();
    News news = open(News.class, RealNews.class);
    refreshes(cache, news, () -> news.number("tea"));
  }

  @Test
  void staleOptional_hit_isReturnedAndReloaded() {
    Cache<Object, Object> cache = create();
    News news = open(News.class, RealNews.class);
    refreshes(cache, news, () -> news.perhaps("tea").orElseThrow());
  }

  @Test
  void staleStage_hit_isReturnedAndReloaded() {
    Cache<Object, Object> cache = create();
    News news = open(News.class, RealNews.class);
    refreshes(cache, news, () -> news.later("tea").toCompletableFuture().join());
  }

  @Test
  void reload_fails_keepsTheOldResult() {
    Cache<Object, Object> cache = create();
    News news = open(News.class, RealNews.class);
    assertThat(news.number("tea"), is(1));
    news.answer(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    LarderCacheMXBean bean = cache.unwrap(LarderCacheMXBean.class);
    while (bean.getRefreshFailures() == 0) {
      assertThat(news.number("tea"), is(1));
    }
    assertThat(news.number("tea"), is(1));
  }

  @Test
  void reload_findsNothing_removesTheResult() {
    Cache<Object, Object> cache = create();
    News news = open(News.class, RealNews.class);
    assertThat(news.perhaps("tea"), is(Optional.of(1)));
    news.answer(() -> null);
    while (news.perhaps("tea").isPresent()) {
      Thread.onSpinWait();
    }
    assertThat(cache.get(Keys.of("tea")), is(nullValue()));
  }

  /** Annotated itself, so that an object in front of another one caches too. */
  public interface Layer {
    @CacheResult(cacheName = "news")
    Integer number(String of);

    @CacheResult(cacheName = "news")
    String text(int[] numbers);

    /** Makes later calls by other threads wait, or not. */
    void hold(CountDownLatch called, CountDownLatch released);
  }

  /** Counts the calls, and records their arguments. */
  public static class Innermost implements Layer {
    private final AtomicInteger calls = new AtomicInteger();
    private final Thread caller = Thread.currentThread();
    private volatile CountDownLatch called;
    private volatile CountDownLatch released;

    @Override
    public Integer number(String of) {
      return calls.incrementAndGet();
    }

    @Override
    public String text(int[] numbers) {
      if (Thread.currentThread() != caller) {
        called.countDown();
        await(released);
      }
      return Arrays.toString(numbers);
    }

    @Override
    public void hold(CountDownLatch nowCalled, CountDownLatch nowReleased) {
      called = nowCalled;
      released = nowReleased;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void reload_twoLayersOverOneKey_callsTheMethod() {
    Cache<Object, Object> cache = create();
    Layer inner = open(Layer.class, Innermost.class);
    Layer outer = CachingProxy.wrap(Layer.class, inner, manager());
    assertThat(outer.number("tea"), is(1));
    LarderCacheMXBean bean = cache.unwrap(LarderCacheMXBean.class);
    long refreshed = bean.getRefreshes();
    while (bean.getRefreshes() < refreshed + 3) {
      outer.number("tea");
    }
    assertThat(outer.number("tea"), is(greaterThan(1)));
  }

  @Test
  void reload_callerReusesAnArrayArgument_keepsTheValueOfItsKey() {
    Cache<Object, Object> cache = create();
    Layer layer = open(Layer.class, Innermost.class);
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    layer.hold(called, released);
    int[] reused = {1};
    assertThat(layer.text(reused), is("[1]"));
    while (called.getCount() != 0) {
      layer.text(reused);
    }
    reused[0] = 2;
    released.countDown();
    LarderCacheMXBean bean = cache.unwrap(LarderCacheMXBean.class);
    while (bean.getRefreshes() == 0) {
      Thread.onSpinWait();
    }
    assertThat(layer.text(new int[] {1}), is("[1]"));
  }
}
