package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.larder.CacheEntryEvictedListener;
import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.spec.AnyEventListener;
import dev.larder.spec.CountingWriter;
import dev.larder.spec.Eventually;
import dev.larder.spec.MapLoader;
import dev.larder.spec.SpecTest;
import dev.larder.spec.Together;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The bounded queue of events: it blocks writers, loses nothing, and never causes a deadlock. */
class EventQueueTest extends SpecTest {
  private static final int QUEUE = 10;

  private final CountDownLatch released = new CountDownLatch(1);

  private LarderConfigurationBuilder<Integer, Integer> numbers(int queue) {
    return LarderConfiguration.builder(Integer.class, Integer.class).listenerQueueSize(queue);
  }

  private Cache<Integer, Integer> loading(CacheEntryListener<Integer, Integer> listener) {
    return cache(
        numbers(QUEUE)
            .loader(new MapLoader<>(key -> key))
            .writer(new CountingWriter())
            .listener(listening(listener, false)));
  }

  private static AnyEventListener<Integer, Integer> quick() {
    return new AnyEventListener<>() {
      @Override
      protected void onEvent(CacheEntryEvent<? extends Integer, ? extends Integer> event) {}
    };
  }

  private static CacheEntryEvictedListener<Integer, Integer> evictions() {
    return evictions -> {};
  }

  private static Set<Integer> keys(int from, int count) {
    return IntStream.range(from, from + count).boxed().collect(Collectors.toSet());
  }

  private static Map<Integer, Integer> entries(int from, int count) {
    Map<Integer, Integer> entries = new HashMap<>();
    keys(from, count).forEach(key -> entries.put(key, key));
    return entries;
  }

  @TestFactory
  Stream<DynamicTest> bulk_moreEventsThanTheQueue_ends() {
    Set<Integer> keys = keys(0, QUEUE + 2);
    Map<String, Consumer<Cache<Integer, Integer>>> operations = new LinkedHashMap<>();
    operations.put("putAll", cache -> cache.putAll(entries(0, QUEUE + 2)));
    operations.put("getAll", cache -> cache.getAll(keys));
    operations.put("loadAll", cache -> loadAll(cache, keys));
    operations.put(
        "removeAll",
        cache -> {
          keys.forEach(key -> cache.put(key, key));
          cache.removeAll(keys);
        });
    return tests(
        operations,
        operation -> {
          try (Cache<Integer, Integer> cache = loading(quick())) {
            operation.accept(cache);
          }
        });
  }

  /** Each operation has fewer events than the queue takes, and both together have more. */
  @Test
  void putAll_twoThreadsFillTheQueueTogether_end() {
    Cache<Integer, Integer> cache = loading(quick());
    CyclicBarrier start = new CyclicBarrier(2);
    Together.all(
        2,
        thread -> {
          for (int round = 0; round < 2_000; round++) {
            start.await(20, TimeUnit.SECONDS);
            cache.putAll(entries(round * 100 + thread * 50, QUEUE - 3));
          }
        });
  }

  /** A listener does not wait for the queue, but the loading thread that it waits for does. */
  @Test
  void listener_waitsForLoadAll_ends() {
    CacheEntryCreatedListener<Integer, Integer> loading =
        events ->
            events.forEach(
                event -> {
                  if (event.getKey() < 100) {
                    loadAll(provider.manager().getCache("spec"), Set.of(event.getKey() + 100));
                  }
                });
    Cache<Integer, Integer> cache = loading(loading);
    for (int key = 0; key < 100; key++) {
      cache.put(key, key);
    }
    assertThat(cache.containsKey(99), is(true));
  }

  private Together putting(Cache<Integer, Integer> cache, int threads, int puts) {
    return Together.start(
        threads,
        thread -> {
          for (int i = 0; i < puts; i++) {
            cache.put(thread, i);
          }
          return true;
        });
  }

  private AnyEventListener<Integer, Integer> blocking(AtomicInteger events) {
    return new AnyEventListener<>() {
      @Override
      protected void onEvent(CacheEntryEvent<? extends Integer, ? extends Integer> event) {
        await(released);
        events.incrementAndGet();
      }
    };
  }

  @Test
  void put_queueIsFull_endsWhenTheCacheCloses() {
    Cache<Integer, Integer> cache =
        cache(numbers(2).listener(listening(blocking(new AtomicInteger()), false)));
    Together writer = putting(cache, 1, 10);
    writer.awaitWaiting(0);
    cache.close();
    Throwable failure = writer.end().get(0).failure;
    released.countDown();
    assertThat(failure == null || failure instanceof IllegalStateException, is(true));
  }

  @Test
  void put_queueIsFull_blocksAndLosesNoEvent() {
    AtomicInteger events = new AtomicInteger();
    Cache<Integer, Integer> cache = cache(numbers(2).listener(listening(blocking(events), false)));
    Together writers = putting(cache, 4, 50);
    writers.awaitWaiting(0);
    released.countDown();
    Together.values(writers.end());
    Eventually.isTrue("200 events", () -> events.get() == 200);
  }

  @Test
  void queue_expiriesForSynchronousListener_blockWriters() {
    CacheEntryExpiredListener<Integer, Integer> slow = events -> await(released);
    Cache<Integer, Integer> cache =
        cache(
            numbers(5).expireAfterCreation(Duration.ofSeconds(1)).listener(listening(slow, true)));
    cache.putAll(entries(0, 20));
    seconds(2);
    Eventually.isTrue("all have expired", () -> bean(cache).getSize() == 0);
    // Once their events have filled the queue, the writer has to wait.
    Together writer =
        Together.start(
            () -> {
              while (released.getCount() > 0) {
                cache.put(-1, -1);
              }
            });
    writer.awaitWaiting(0);
    released.countDown();
    Together.values(writer.end());
  }

  @Test
  void queue_evictions_blockWritersAtItsSize() {
    CacheEntryEvictedListener<Integer, Integer> slow = evictions -> await(released);
    Cache<Integer, Integer> cache =
        cache(numbers(5).maximumSize(1).listener(listening(slow, false)));
    AtomicInteger puts = new AtomicInteger();
    Together writer =
        Together.start(
            () -> {
              for (int i = 0; i < 100; i++) {
                cache.put(i, i);
                puts.incrementAndGet();
              }
            });
    writer.awaitWaiting(0);
    assertThat("puts before one waits", puts.get(), lessThanOrEqualTo(7));
    released.countDown();
    Together.values(writer.end());
  }

  /** The evictions of an operation are handed over before the operation waits for the queue. */
  @Test
  void eviction_moreThanTheQueue_doesNotBlockItself() {
    AtomicInteger evicted = new AtomicInteger();
    Cache<Integer, Integer> cache =
        cache(
            numbers(2)
                .maximumWeight(100, (key, value) -> value)
                .listener(listening(evictions(), true))
                .onEvicted((key, value) -> evicted.incrementAndGet()));
    for (int key = 0; key < 100; key++) {
      cache.put(key, 1);
    }
    bean(cache).setMaximum(50);
    Eventually.isTrue("50 evictions", () -> evicted.get() == 50);
    cache.put(-1, 50);
    Eventually.isTrue("100 evictions", () -> evicted.get() == 100);
  }

  @Test
  void eviction_manyThreadsQueueOfOne_doesNotDeadlock() {
    Cache<Integer, Integer> cache =
        cache(
            numbers(1)
                .maximumSize(3)
                .listener(listening(evictions(), true))
                .onEvicted((key, value) -> {}));
    Together.all(
        3,
        thread -> {
          for (int i = 0; i < 2_000; i++) {
            cache.put(3 * i + thread, i);
          }
        });
    assertThat(bean(cache).getEntryCount(), is(3L));
  }
}
