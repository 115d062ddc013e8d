package dev.larder.spec;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.LarderStatistics;
import dev.larder.TestProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.integration.CacheLoaderException;
import javax.cache.management.CacheStatisticsMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures for monitoring. */
class LarderStatisticsTest {
  private final TestProvider provider = new TestProvider();

  @AfterEach
  void close() {
    provider.close();
  }

  private static LarderStatistics of(Cache<?, ?> cache) {
    return cache.unwrap(LarderStatistics.class);
  }

  @Test
  void counts_areThoseOfTheStandardBean() {
    Cache<String, String> cache =
        provider.cache(
            "c",
            LarderConfiguration.builder(String.class, String.class)
                .maximumSize(2)
                .statistics()
                .build());
    for (String key : List.of("a", "b", "c")) {
      cache.put(key, "1");
      cache.get(key);
      cache.get("absent");
    }
    cache.remove("c");
    CacheStatisticsMXBean bean = cache.unwrap(CacheStatisticsMXBean.class);
    LarderStatistics statistics = of(cache);
    assertThat(statistics.isEnabled(), is(true));
    assertThat(statistics.getCacheHits(), is(bean.getCacheHits()));
    assertThat(statistics.getCacheMisses(), is(3L));
    assertThat(statistics.getCachePuts(), is(3L));
    assertThat(statistics.getCacheRemovals(), is(1L));
    assertThat(statistics.getCacheEvictions(), is(1L));
    assertThat(statistics.getEntryCount(), is(1L));
    assertThat(statistics.getMaximum(), is(2L));
    assertThat(statistics.isWeighed(), is(false));
  }

  /** Compares the count with the events, whatever operation finds the expired entry. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void expirations_anyOperation_areCounted(boolean hasListener) {
    AtomicLong events = new AtomicLong();
    LarderConfiguration<Integer, String> configuration =
        LarderConfiguration.builder(Integer.class, String.class)
            .expireAfterAccess(Duration.ofMillis(10))
            .statistics()
            .build();
    if (hasListener) {
      configuration.addCacheEntryListenerConfiguration(
          new MutableCacheEntryListenerConfiguration<Integer, String>(
              () ->
                  (CacheEntryExpiredListener<Integer, String>)
                      all -> all.forEach(event -> events.incrementAndGet()),
              null,
              false,
              true));
    }
    Cache<Integer, String> cache = provider.cache("c", configuration);
    Random random = new Random(3);
    long puts = 0;
    long removals = 0;
    for (int i = 0; i < 5_000; i++) {
      int key = random.nextInt(20);
      boolean wasThere = cache.containsKey(key);
      switch (random.nextInt(8)) {
        case 0 -> cache.get(key);
        case 1 -> cache.getAll(Set.of(key, key + 1));
        case 2 -> removals += cache.remove(key) ? 1 : 0;
        case 3 -> cache.invoke(key, (entry, arguments) -> entry.getValue());
        case 4 -> puts += cache.putIfAbsent(key, "x") ? 1 : 0;
        case 5 -> cache.replace(key, "x");
        default -> {
          cache.put(key, "x");
          puts += wasThere ? 0 : 1;
        }
      }
      provider.ticker().advance(Duration.ofMillis(random.nextInt(3)));
    }
    provider.ticker().advance(Duration.ofSeconds(1));
    for (int key = 0; key < 22; key++) {
      cache.get(key);
    }
    // Every entry that was created has been removed, or has expired.
    assertThat(of(cache).getExpirations(), is(puts - removals));
    assertThat(of(cache).getExpirations(), is(greaterThan(100L)));
    assertThat(
        cache.unwrap(LarderCacheMXBean.class).getExpirations(), is(of(cache).getExpirations()));
  }

  @Test
  void loadListener_eachCallOfTheLoader_isTold() {
    Cache<String, String> cache =
        provider.cache(
            "c",
            LarderConfiguration.builder(String.class, String.class)
                .loader(
                    key -> {
                      if (key.equals("bad")) {
                        throw new IllegalStateException();
                      }
                      return key;
                    })
                .build());
    List<String> told = new ArrayList<>();
    LarderStatistics.Registration failing =
        of(cache)
            .addLoadListener(
                (nanos, failed) -> {
                  throw new IllegalStateException("not of the load");
                });
    LarderStatistics.Registration registration =
        of(cache).addLoadListener((nanos, failed) -> told.add((nanos > 0) + " " + failed));
    cache.get("a");
    cache.get("a");
    assertThrows(CacheLoaderException.class, () -> cache.get("bad"));
    assertThat(told, contains("true false", "true true"));
    assertThat(of(cache).getLoads(), is(2L));
    assertThat(of(cache).getLoadFailures(), is(1L));
    assertThat(of(cache).getLoadTime().toNanos(), is(greaterThan(0L)));
    registration.close();
    registration.close();
    failing.close();
    cache.get("b");
    assertThat(told.size(), is(2));
  }

  @Test
  @Timeout(60)
  void waitingThreads_duringALoad_areCounted() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Cache<String, String> cache =
        provider.cache(
            "waiting",
            LarderConfiguration.builder(String.class, String.class)
                .loader(
                    key -> {
                      loading.countDown();
                      try {
                        end.await(60, SECONDS);
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                      return key;
                    })
                .build());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Thread thread = new Thread(() -> cache.get("a"));
      thread.start();
      threads.add(thread);
    }
    loading.await();
    while (of(cache).getWaitingThreads() < 2) {
      Thread.onSpinWait();
    }
    assertThat(of(cache).getWaitingThreads(), is(2L));
    end.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(of(cache).getWaitingThreads(), is(0L));
    assertThat(of(cache).getLoads(), is(1L));
  }

  @Test
  @Timeout(60)
  void queuedEvents_slowListener_areCounted() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    LarderConfiguration<String, String> configuration =
        LarderConfiguration.builder(String.class, String.class)
            .maximumSize(1)
            .onEvicted(
                (key, value) -> {
                  try {
                    end.await(60, SECONDS);
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                })
            .build();
    Cache<String, String> cache = provider.cache("c", configuration);
    for (int i = 0; i < 6; i++) {
      cache.put("k" + i, "v");
    }
    while (of(cache).getQueuedEvents() != 5) {
      Thread.onSpinWait();
    }
    end.countDown();
    while (of(cache).getQueuedEvents() != 0) {
      Thread.onSpinWait();
    }
  }
}
