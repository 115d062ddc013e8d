package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.RefreshingCache;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;

/** Refresh by caller: a read passes the function that computes the new value. */
class RefreshByCallerTest extends SpecTest {
  private final AtomicInteger computations = new AtomicInteger();

  private static LarderConfigurationBuilder<String, String> refreshing() {
    return builder().refreshAfter(Duration.ofMinutes(1)).refreshByCaller();
  }

  @SuppressWarnings("unchecked")
  private static RefreshingCache<String, String> asked(Cache<String, String> cache) {
    return cache.unwrap(RefreshingCache.class);
  }

  private Callable<String> computing(String value) {
    return () -> {
      computations.incrementAndGet();
      return value;
    };
  }

  private void minutes(int minutes) {
    advance(Duration.ofMinutes(minutes));
  }

  private static void awaitRefreshes(Cache<?, ?> cache, long number) {
    LarderCacheMXBean bean = bean(cache);
    Eventually.isTrue("the computation", () -> bean.getRefreshes() == number);
  }

  @Test
  void get_staleValue_computesInTheBackground() {
    Cache<String, String> cache = cache(refreshing());
    cache.put("k", "old");
    assertThat(asked(cache).get("k", computing("new")), is("old"));
    assertThat("not stale yet", computations.get(), is(0));
    minutes(1);
    assertThat("a read without a function", cache.get("k"), is("old"));
    assertThat(asked(cache).get("k", computing("new")), is("old"));
    awaitRefreshes(cache, 1);
    assertThat(cache.get("k"), is("new"));
    assertThat("the age restarts", asked(cache).get("k", computing("newer")), is("new"));
    assertThat(computations.get(), is(1));
  }

  @Test
  void get_absent_computesNothing() {
    Cache<String, String> cache = cache(refreshing().statistics());
    assertThat(asked(cache).get("k", computing("v")), is(nullValue()));
    assertThat(computations.get(), is(0));
    cache.put("k", "v");
    asked(cache).get("k", computing("w"));
    assertThat(Figures.of(cache), is(new Figures(1, 1, 1, 0, 0)));
  }

  @Test
  void get_manyStaleHits_computeOnce() throws InterruptedException {
    Cache<String, String> cache = cache(refreshing());
    cache.put("k", "old");
    minutes(1);
    CountDownLatch proceed = new CountDownLatch(1);
    for (int i = 0; i < 100; i++) {
      String found =
          asked(cache)
              .get(
                  "k",
                  () -> {
                    computations.incrementAndGet();
                    proceed.await();
                    return "new";
                  });
      assertThat(found, is("old"));
    }
    proceed.countDown();
    awaitRefreshes(cache, 1);
    assertThat(computations.get(), is(1));
  }

  @Test
  void get_computesNull_removesTheEntry() {
    Cache<String, String> cache = cache(refreshing());
    cache.put("k", "old");
    minutes(1);
    assertThat(asked(cache).get("k", computing(null)), is("old"));
    awaitRefreshes(cache, 1);
    assertThat(cache.containsKey("k"), is(false));
  }

  @Test
  void get_computationFails_keepsTheStaleValue() {
    Cache<String, String> cache = cache(refreshing().staleIfError(Duration.ofMinutes(5)));
    cache.put("k", "old");
    minutes(1);
    Callable<String> failing =
        () -> {
          throw new IOException("on purpose");
        };
    assertThat(asked(cache).get("k", failing), is("old"));
    LarderCacheMXBean bean = bean(cache);
    Eventually.isTrue("the failures", () -> bean.getRefreshFailures() == 1);
    minutes(4);
    assertThat(cache.get("k"), is("old"));
    minutes(1);
    assertThat("beyond stale-if-error", cache.get("k"), is(nullValue()));
    assertThat("removed", bean.getSize(), is(0L));
  }

  @Test
  void get_withoutFunction_refreshesByTheLoader() {
    Cache<String, String> cache = cache(refreshing().loader(new MapLoader<>(key -> "loaded")));
    cache.put("k", "old");
    minutes(1);
    assertThat(cache.get("k"), is("old"));
    awaitRefreshes(cache, 1);
    assertThat(cache.get("k"), is("loaded"));
    minutes(1);
    assertThat(asked(cache).get("k", computing("computed")), is("loaded"));
    awaitRefreshes(cache, 2);
    assertThat(cache.get("k"), is("computed"));
  }

  @Test
  void get_nullArguments_throw() {
    Cache<String, String> cache = cache(refreshing());
    RefreshingCache<String, String> asked = asked(cache);
    assertThrows(NullPointerException.class, () -> asked.get(null, computing("v")));
    assertThrows(NullPointerException.class, () -> asked.get("k", null));
    cache.close();
    assertThrows(IllegalStateException.class, () -> asked.get("k", computing("v")));
  }

  @Test
  void unwrap_cacheWithoutCallerRefresh_throws() {
    Cache<String, String> cache = cache(strings());
    var thrown = assertThrows(IllegalArgumentException.class, () -> asked(cache));
    assertThat(thrown.getMessage(), containsString("dev.larder.RefreshingCache"));
  }

  @Test
  void builder_refreshWithoutSource_throws() {
    var withoutSource = builder().refreshAfter(Duration.ofMinutes(1));
    var thrown = assertThrows(IllegalArgumentException.class, withoutSource::build);
    assertThat(thrown.getMessage(), containsString("nor refresh-by-caller"));
    var ageless = builder().refreshByCaller();
    thrown = assertThrows(IllegalArgumentException.class, ageless::build);
    assertThat(thrown.getMessage(), containsString("not refresh-after"));
  }
}
