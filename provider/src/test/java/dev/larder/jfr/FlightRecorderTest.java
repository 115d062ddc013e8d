package dev.larder.jfr;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.LarderStatistics;
import dev.larder.TestProvider;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import javax.cache.Cache;
import javax.cache.integration.CacheLoaderException;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The events, as a stream of the flight recorder shows them. */
@Timeout(120)
class FlightRecorderTest {
  private final TestProvider provider = new TestProvider();

  @AfterEach
  void close() {
    provider.close();
  }

  /** Runs an action while events of a name are recorded, and returns the first of a cache. */
  private RecordedEvent recorded(String name, String cache, Runnable action) throws Exception {
    BlockingQueue<RecordedEvent> events = new LinkedBlockingQueue<>();
    try (RecordingStream stream = new RecordingStream()) {
      stream.enable(name).withThreshold(Duration.ZERO);
      stream.setReuse(false);
      stream.onEvent(
          name,
          event -> {
            if (event.getString("cache").equals(cache)) {
              events.add(event);
            }
          });
      stream.startAsync();
      action.run();
      RecordedEvent first = events.poll(60, SECONDS);
      assertThat(name, first, is(notNullValue()));
      return first;
    }
  }

  private static LarderConfiguration<Integer, String> loading() {
    return LarderConfiguration.builder(Integer.class, String.class)
        .loader(
            key -> {
              if (key < 0) {
                throw new IllegalArgumentException("negative");
              }
              return "v" + key;
            })
        .build();
  }

  @Test
  void load_isRecorded_withItsFailure() throws Exception {
    Cache<Integer, String> cache = provider.cache("loads", loading());
    RecordedEvent load = recorded("dev.larder.Load", "loads", () -> cache.get(1));
    assertThat(load.getInt("keys"), is(1));
    assertThat(load.getBoolean("failed"), is(false));
    assertThat(load.getDuration().isNegative(), is(false));
    RecordedEvent failed =
        recorded(
            "dev.larder.Load",
            "loads",
            () -> assertThrows(CacheLoaderException.class, () -> cache.get(-1)));
    assertThat(failed.getBoolean("failed"), is(true));
  }

  @Test
  void reload_isRecorded() throws Exception {
    LarderConfiguration<Integer, String> configuration =
        loading().setRefreshAfter(Duration.ofMinutes(1));
    Cache<Integer, String> cache = provider.cache("reloads", configuration);
    cache.get(1);
    provider.ticker().advance(Duration.ofMinutes(1));
    RecordedEvent reload = recorded("dev.larder.Reload", "reloads", () -> cache.get(1));
    assertThat(reload.getInt("keys"), is(1));
  }

  @Test
  void waitForAKey_isRecorded() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(1);
    Cache<Integer, String> cache =
        provider.cache(
            "waits",
            LarderConfiguration.builder(Integer.class, String.class)
                .loader(
                    key -> {
                      loading.countDown();
                      try {
                        waiting.await();
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                      return "v";
                    })
                .build());
    RecordedEvent event =
        recorded(
            "dev.larder.KeyWait",
            "waits",
            () -> {
              Thread first = new Thread(() -> cache.get(1), "first");
              Thread second = new Thread(() -> cache.get(1), "second");
              first.start();
              try {
                loading.await();
                second.start();
                while (cache.unwrap(LarderStatistics.class).getWaitingThreads() == 0) {
                  Thread.onSpinWait();
                }
                waiting.countDown();
                first.join();
                second.join();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(event.getThread().getJavaName(), is("second"));
  }

  @Test
  void listener_isRecorded() throws Exception {
    Cache<Integer, String> cache =
        provider.cache(
            "listeners",
            LarderConfiguration.builder(Integer.class, String.class)
                .maximumSize(1)
                .onEvicted((key, value) -> {})
                .build());
    RecordedEvent event =
        recorded(
            "dev.larder.Listener",
            "listeners",
            () -> {
              cache.put(1, "a");
              cache.put(2, "b");
            });
    assertThat(event.getString("kind"), is("EVICTED"));
  }

  @Test
  void boundAndBurst_areRecorded() throws Exception {
    Cache<Integer, String> cache =
        provider.cache("bounds", new LarderConfiguration<Integer, String>().setMaximumSize(1_000));
    for (int i = 0; i < 1_000; i++) {
      cache.put(i, "v");
    }
    LarderCacheMXBean bean = cache.unwrap(LarderCacheMXBean.class);
    RecordedEvent burst =
        recorded("dev.larder.EvictionBurst", "bounds", () -> bean.setMaximum(100));
    assertThat(burst.getLong("entries") >= 64, is(true));
    RecordedEvent change = recorded("dev.larder.BoundChange", "bounds", () -> bean.setMaximum(90));
    assertThat(change.getLong("before"), is(100L));
    assertThat(change.getLong("after"), is(90L));
  }

  @Test
  void expirySweep_isRecorded() throws Exception {
    Cache<Integer, String> cache =
        provider.cache(
            "sweeps",
            LarderConfiguration.builder(Integer.class, String.class)
                .expireAfterWrite(Duration.ofMillis(20))
                .build());
    RecordedEvent sweep =
        recorded(
            "dev.larder.ExpirySweep",
            "sweeps",
            () -> {
              for (int i = 0; i < 10; i++) {
                cache.put(i, "v");
              }
              provider.ticker().advance(Duration.ofSeconds(1));
            });
    assertThat(sweep.getLong("entries") > 0, is(true));
  }
}
