package dev.larder.soak;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.larder.CacheEntryEvictedListener;
import dev.larder.CacheEntryEviction;
import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.TestProvider;
import dev.larder.spec.Eventually;
import dev.larder.store.Running;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks the assumptions of the soak's bound of the event queue. */
class QueueBoundTest {
  private static final Settings SETTINGS = new Settings(Duration.ofSeconds(1), 4, 1_000, 1);

  private final TestProvider provider = new TestProvider();
  private final CountDownLatch goOn = new CountDownLatch(1);

  @AfterEach
  void close() {
    goOn.countDown();
    provider.close();
  }

  private void await() {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private class SlowToEvictions implements CacheEntryEvictedListener<Integer, Object> {
    @Override
    public void onEvicted(Iterable<CacheEntryEviction<Integer, Object>> evictions) {
      await();
    }
  }

  /** A slow listener to changes and evictions. */
  private final class Slow extends SlowToEvictions
      implements CacheEntryCreatedListener<Integer, Object> {
    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends Integer, ? extends Object>> events) {
      await();
    }
  }

  /** A slow listener to evictions and expiry only, so that a put does not wait. */
  private final class SlowToTheEnd extends SlowToEvictions
      implements CacheEntryExpiredListener<Integer, Object> {
    @Override
    public void onExpired(Iterable<CacheEntryEvent<? extends Integer, ? extends Object>> events) {
      await();
    }
  }

  private Cache<Integer, Object> cache(
      LarderConfigurationBuilder<Integer, Object> builder,
      Factory<CacheEntryListener<Integer, Object>> listener) {
    return provider.cache(
        "listened-to",
        builder
            .listener(new MutableCacheEntryListenerConfiguration<>(listener, null, false, false))
            .build());
  }

  private static LarderConfigurationBuilder<Integer, Object> bounded(long maximum, int queue) {
    return LarderConfiguration.builder(Integer.class, Object.class)
        .maximumSize(maximum)
        .listenerQueueSize(queue);
  }

  @Test
  void put_fullQueue_exceedsItByChangeAndEviction() {
    Cache<Integer, Object> cache = cache(bounded(1, 1), Slow::new);
    cache.put(1, 1);
    assertThat("within its size", Internals.queuedEvents(cache), is(1));
    Running<Boolean> second = Running.start(() -> cache.putIfAbsent(2, 2)).awaitWaiting();
    assertThat("while the thread waits", Internals.queuedEvents(cache), is(3));
    goOn.countDown();
    assertThat("added", second.get(), is(true));
  }

  @Test
  void putAll_writeThrough_exceedsTheQueueForEachKey() {
    Settings settings = new Settings(Duration.ofSeconds(1), 1, 2, 0);
    Backend backend = new Backend(Kind.BACKED, settings, new Promises());
    Cache<Integer, Object> cache = cache(bounded(2, 2).writer(backend), Slow::new);
    cache.putAll(Map.of(1, 1, 2, 2));
    assertThat("within its size", Internals.queuedEvents(cache), is(2));
    Running<Boolean> more =
        Running.start(
                () -> {
                  cache.putAll(Map.of(3, 3, 4, 4));
                  return cache.containsKey(4);
                })
            .awaitWaiting();
    assertThat("while the thread waits", Internals.queuedEvents(cache), is(6));
    goOn.countDown();
    assertThat("added", more.get(), is(true));
  }

  @Test
  void expirySweep_dueEntries_queuesAllTheirEvents() {
    int entries = 1_000;
    Cache<Integer, Object> cache =
        cache(bounded(entries, 1).expireAfterCreation(Duration.ofMinutes(1)), SlowToTheEnd::new);
    for (int key = 0; key < entries; key++) {
      cache.put(key, key);
    }
    provider.ticker().advance(Duration.ofMinutes(2));
    Eventually.isTrue("all are queued", () -> Internals.queuedEvents(cache) == entries);
  }

  @Test
  void resize_smallerBound_queuesAllEvictions() {
    Cache<Integer, Object> cache = cache(bounded(100, 1), SlowToTheEnd::new);
    for (int key = 0; key < 100; key++) {
      cache.put(key, key);
    }
    cache.unwrap(LarderCacheMXBean.class).setMaximum(10);
    assertThat(Internals.queuedEvents(cache), is(90));
  }

  @Test
  void most_afterSmallerBound_allowsItsEvictions() {
    QueueBound bound = new QueueBound(Kind.TOLD_LATER_RESIZED, SETTINGS);
    long size = QueueBound.SIZE;
    assertThat(bound.most(), is(size + 2 * 4));
    bound.move(1_000, 100);
    bound.see(size + 1, 100);
    assertThat(bound.most(), is(size + 2 * 4 + 904));
    bound.see(size, 100);
    assertThat(bound.most(), is(size + 2 * 4));
  }

  @Test
  void most_expirySweep_allowsTheLargestBoundSince() {
    QueueBound bound = new QueueBound(Kind.TOLD_LATER_OF_ALL, SETTINGS);
    long others = QueueBound.SIZE + 2L * 4 * Operations.MAX_KEYS;
    assertThat(bound.most(), is(others + 1_004));
    bound.move(1_000, 2_000);
    assertThat(bound.most(), is(others + 2_004));
    bound.move(2_000, 500);
    bound.see(0, 500);
    assertThat(bound.most(), is(others + 504));
  }
}
