package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.TestProvider;
import dev.larder.spec.Eventually;
import dev.larder.spec.MapLoader;
import dev.larder.spec.Rethrow;
import dev.larder.spec.Together;
import dev.larder.spec.Watchdog;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a failure must not leave behind: a silence, half a job, an open listener, a waiting thread.
 */
@ExtendWith(Watchdog.class)
class LeftBehindTest {
  private final TestProvider provider = new TestProvider();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void loadAll_failsWithoutCompletionListener_isLogged() {
    try (Logged logged = new Logged("dev.larder.engine.Bulk")) {
      var loader =
          new MapLoader<String, String>(
              key -> {
                throw new IllegalStateException(Failure.MESSAGE);
              });
      var configuration = LarderConfiguration.builder(String.class, String.class).loader(loader);
      Cache<String, String> cache = provider.cache("cache", configuration.build());
      cache.loadAll(Set.of("a", "b"), true, null);
      Eventually.isTrue("it is logged", () -> !logged.records().isEmpty());
      assertThat(logged.records().size(), is(1));
      assertThat(logged.records().get(0).getMessage().contains("'cache'"), is(true));
      assertThat(logged.records().get(0).getThrown(), instanceOf(CacheException.class));
    }
  }

  @Test
  void putAll_listenerFailsInFirstRound_writesAllKeys() throws Exception {
    WriterAbuse records = new WriterAbuse(ThreadLocal.withInitial(Random::new));
    records.behave();
    var failing =
        new MutableCacheEntryListenerConfiguration<Integer, Long>(
            () -> new FailingListener(), null, false, true);
    Cache<Integer, Long> cache =
        provider.cache(
            "cache",
            LarderConfiguration.builder(Integer.class, Long.class)
                .writer(records)
                .listener(failing)
                .build());
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    // A key that somebody has makes two rounds of it.
    Together holder =
        Together.start(1, thread -> cache.invoke(3, (entry, any) -> pass(held, released)));
    held.await();
    Together bulk =
        Together.start(
            1,
            thread -> {
              cache.putAll(new TreeMap<>(Map.of(1, 1L, 2, 2L, 3, 3L)));
              return null;
            });
    bulk.awaitWaiting(0);
    released.countDown();
    Together.values(holder.end());
    assertThat(bulk.end().get(0).failure, instanceOf(CacheEntryListenerException.class));
    assertThat(records.written, is(Map.of(1, 1L, 2, 2L, 3, 3L)));
    assertThat(cache.getAll(Set.of(1, 2, 3)), is(records.written));
  }

  private static Object pass(CountDownLatch held, CountDownLatch released) {
    held.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return null;
  }

  private static final class FailingListener implements CacheEntryCreatedListener<Integer, Long> {
    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends Integer, ? extends Long>> events) {
      throw new IllegalStateException(Failure.MESSAGE);
    }
  }

  @Test
  void register_filterFactoryFails_closesTheListener() {
    AtomicInteger closed = new AtomicInteger();
    Cache<String, String> cache =
        provider.cache("cache", new LarderConfiguration<String, String>());
    var configuration =
        new MutableCacheEntryListenerConfiguration<String, String>(
            () -> new Closeable(closed),
            () -> {
              throw new IllegalStateException(Failure.MESSAGE);
            },
            false,
            true);
    assertThrows(
        IllegalStateException.class, () -> cache.registerCacheEntryListener(configuration));
    assertThat(closed.get(), is(1));
  }

  private record Closeable(AtomicInteger closed)
      implements CacheEntryListener<String, String>, AutoCloseable {
    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @Test
  void queue_expiriesForSynchronousListener_blockWriters() {
    CountDownLatch released = new CountDownLatch(1);
    CacheEntryExpiredListener<Integer, Integer> slow =
        events -> pass(new CountDownLatch(1), released);
    var configuration =
        LarderConfiguration.builder(Integer.class, Integer.class)
            .expireAfterCreation(Duration.ofSeconds(1))
            .listenerQueueSize(5)
            .listener(new MutableCacheEntryListenerConfiguration<>(() -> slow, null, false, true));
    Cache<Integer, Integer> cache = provider.cache("cache", configuration.build());
    LarderCacheMXBean control = cache.unwrap(LarderCacheMXBean.class);
    fill(cache);
    provider.ticker().advance(Duration.ofSeconds(2));
    Eventually.isTrue("they have expired", () -> control.getSize() == 0);
    // Their events are on their way. Once more are in the queue than it has room for, whoever
    // changes something waits.
    Together writer =
        Together.start(
            1,
            thread -> {
              while (released.getCount() > 0) {
                cache.put(-1, -1);
              }
              return null;
            });
    writer.awaitWaiting(0);
    released.countDown();
    Together.values(writer.end());
  }

  private static void fill(Cache<Integer, Integer> cache) {
    for (int i = 0; i < 20; i++) {
      cache.put(i, i);
    }
  }

  @Test
  void load_copierThrowsChecked_isSharedWithWaiters() {
    AtomicInteger loads = new AtomicInteger();
    CountDownLatch released = new CountDownLatch(1);
    AtomicBoolean fails = new AtomicBoolean(true);
    var configuration =
        LarderConfiguration.builder(String.class, StringBuilder.class)
            .loader(
                new MapLoader<>(
                    key -> {
                      loads.incrementAndGet();
                      pass(new CountDownLatch(1), released);
                      return new StringBuilder("v");
                    }))
            .valueCopier(
                original -> {
                  if (fails.get()) {
                    throw Rethrow.asIs(new IOException(Failure.MESSAGE));
                  }
                  return new StringBuilder(original);
                });
    Cache<String, StringBuilder> cache = provider.cache("cache", configuration.build());
    Together readers = Together.start(4, thread -> cache.get("k"));
    readers.awaitWaiting(0);
    released.countDown();
    for (Together.Outcome outcome : readers.end()) {
      assertThat(outcome.failure, instanceOf(IOException.class));
    }
    assertThat(loads.get(), is(1));
    fails.set(false);
    assertThat(cache.get("k").toString(), is("v"));
  }
}
