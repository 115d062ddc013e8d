package dev.larder;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Defects that a review of the code found, each with the input that shows it. */
@Timeout(30)
class RegressionTest {
  private static final AtomicReference<Key> FAILING = new AtomicReference<>();

  private final TestProvider provider = new TestProvider();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void get_arrayOfImmutableValues_returnsACopy() {
    Cache<String, Instant[]> cache =
        provider.cache(
            "cache",
            new MutableConfiguration<String, Instant[]>().setTypes(String.class, Instant[].class));
    Instant[] own = {Instant.EPOCH};
    cache.put("key", own);
    own[0] = Instant.MAX;
    assertThat(cache.get("key")[0], is(Instant.EPOCH));
  }

  @Test
  void createCache_listenerFactoryReturnsNull_nameStaysFree() {
    MutableConfiguration<String, String> configuration = new MutableConfiguration<>();
    configuration.addCacheEntryListenerConfiguration(
        new MutableCacheEntryListenerConfiguration<>(() -> null, null, true, true));
    Exception failure = assertThrows(Exception.class, () -> provider.cache("cache", configuration));
    assertThat(failure.getMessage(), containsString("'cache'"));
    provider.cache("cache", new MutableConfiguration<String, String>()).put("k", "v");
  }

  @Test
  void closeManager_cacheFailsToClose_othersAreClosed() {
    CacheManager manager = provider.provider().getCacheManager();
    manager.createCache(
        "cache",
        new MutableConfiguration<String, String>()
            .setCacheWriterFactory(() -> new FailingToClose())
            .setWriteThrough(true));
    Cache<String, String> other =
        manager.createCache("other", new MutableConfiguration<String, String>());
    manager.close();
    assertThat(other.isClosed(), is(true));
    assertThat(provider.provider().getCacheManager(), is(not(sameInstance(manager))));
  }

  @Test
  void evictions_listenerQueueIsFull_putsWait() {
    CountDownLatch released = new CountDownLatch(1);
    AtomicInteger evicted = new AtomicInteger();
    CacheEntryEvictedListener<Integer, Integer> slow =
        evictions -> {
          awaitUninterruptibly(released);
          evicted.incrementAndGet();
        };
    LarderConfiguration<Integer, Integer> configuration = new LarderConfiguration<>();
    configuration.setMaximumSize(1).setListenerQueueSize(5);
    configuration.addCacheEntryListenerConfiguration(
        new MutableCacheEntryListenerConfiguration<>(() -> slow, null, false, false));
    Cache<Integer, Integer> cache = provider.cache("cache", configuration);
    AtomicInteger put = new AtomicInteger();
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; i < 100; i++) {
                cache.put(i, i);
                put.incrementAndGet();
              }
            });
    writer.start();
    while (writer.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertThat("puts done before one waits", put.get(), lessThanOrEqualTo(7));
    released.countDown();
    joinUninterruptibly(writer);
    assertThat(put.get(), is(100));
  }

  @Test
  void putAll_keyCopierFails_noKeyStaysLocked() {
    AtomicBoolean fails = new AtomicBoolean();
    LarderConfiguration<StringBuilder, String> configuration = new LarderConfiguration<>();
    configuration.setKeyCopierFactory(
        () ->
            key -> {
              if (fails.getAndSet(false)) {
                throw new IllegalStateException("on purpose");
              }
              return key;
            });
    configuration.setCacheWriterFactory(() -> new FailingToClose()).setWriteThrough(true);
    CacheEntryRemovedListener<StringBuilder, String> listener = events -> {};
    configuration.addCacheEntryListenerConfiguration(
        new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, true));
    Cache<StringBuilder, String> cache = provider.cache("cache", configuration);
    StringBuilder key = new StringBuilder("key");
    cache.put(key, "old");
    fails.set(true);
    assertThrows(IllegalStateException.class, () -> cache.putAll(Map.of(key, "new")));
    cache.put(key, "newer");
    assertThat(cache.get(key), is("newer"));
    assertThat(cache.remove(key), is(true));
  }

  @Test
  void expiry_failingKey_otherEntriesExpire() {
    LarderConfiguration<Key, String> configuration =
        LarderConfiguration.builder(Key.class, String.class)
            .storeByReference()
            .expireAfterCreation(Duration.ofSeconds(1))
            .build();
    Cache<Key, String> cache = provider.cache("cache", configuration);
    Key bad = new Key(1);
    cache.put(bad, "v");
    cache.put(new Key(2), "v");
    FAILING.set(bad);
    provider.ticker().advance(Duration.ofSeconds(2));
    LarderCacheMXBean bean = cache.unwrap(LarderCacheMXBean.class);
    while (bean.getSize() > 1) {
      Thread.onSpinWait();
    }
    FAILING.set(null);
    while (bean.getSize() > 0) {
      provider.ticker().advance(Duration.ofSeconds(1));
      Thread.onSpinWait();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void joinUninterruptibly(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Key {
    private final int number;

    Key(int number) {
      this.number = number;
    }

    @Override
    public int hashCode() {
      if (equals(FAILING.get())) {
        throw new IllegalStateException("on purpose");
      }
      return number;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key same && same.number == number;
    }
  }

  private static final class FailingToClose implements CacheWriter<Object, Object>, AutoCloseable {
    @Override
    public void write(Cache.Entry<?, ?> entry) {}

    @Override
    public void writeAll(java.util.Collection<Cache.Entry<?, ?>> entries) {
      entries.clear();
    }

    @Override
    public void delete(Object key) {}

    @Override
    public void deleteAll(java.util.Collection<?> keys) {
      keys.clear();
    }

    @Override
    public void close() {
      throw new NoClassDefFoundError("on purpose");
    }
  }
}
