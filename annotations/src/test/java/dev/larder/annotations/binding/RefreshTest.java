package dev.larder.annotations.binding;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.annotations.key.Keys;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where a cache's callers refresh it, a method is called again, in the background. */
@Timeout(60)
class RefreshTest extends BindingTest {
  /** What is called. */
  public interface News {
    Integer number(String of);

    Optional<Integer> perhaps(String of);

    CompletionStage<Integer> later(String of);

    Queue<Thread> callers();

    /** From now on calls fail, or find nothing. */
    void answer(Supplier<Integer> answer);
  }

  /** Counts, and notes who calls. */
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

  /** So short an age that any value is old when it is asked for. */
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
  void anOldResultIsReturnedAndTheMethodIsCalledAgainInTheBackground() {
    Cache<Object, Object> cache = create();
    News news = open(News.class, RealNews.class);
    refreshes(cache, news, () -> news.number("tea"));
  }

  @Test
  void soIsOneThatIsOptional() {
    Cache<Object, Object> cache = create();
    News news = open(News.class, RealNews.class);
    refreshes(cache, news, () -> news.perhaps("tea").orElseThrow());
  }

  @Test
  void soIsOneThatComesLater() {
    Cache<Object, Object> cache = create();
    News news = open(News.class, RealNews.class);
    refreshes(cache, news, () -> news.later("tea").toCompletableFuture().join());
  }

  @Test
  void aFailureKeepsTheOldResult() {
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
  void nothingMeansThatThereIsNoResultAnyMore() {
    Cache<Object, Object> cache = create();
    News news = open(News.class, RealNews.class);
    assertThat(news.perhaps("tea"), is(Optional.of(1)));
    news.answer(() -> null);
    while (news.perhaps("tea").isPresent()) {
      Thread.onSpinWait();
    }
    assertThat(cache.get(Keys.of("tea")), is(nullValue()));
  }
}
