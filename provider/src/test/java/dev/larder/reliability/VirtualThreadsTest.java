package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.TestProvider;
import dev.larder.spec.Eventually;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Ten thousand virtual threads that wait in a cache, for user code or for each other, take no
 * carrier: others go on meanwhile, and the JVM records none that is pinned.
 */
@ExtendWith(Watchdog.class)
class VirtualThreadsTest {
  private static final int THREADS = 10_000;

  private final TestProvider provider = new TestProvider();
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void close() {
    released.countDown();
    provider.close();
  }

  private LarderConfigurationBuilder<Integer, Integer> configuration() {
    return LarderConfiguration.builder(Integer.class, Integer.class).unbounded();
  }

  @Test
  void readersOfOneKeyWaitForItsLoad() throws Exception {
    var cache = provider.cache("cache", configuration().loader(new Slow()).build());
    check(cache, thread -> cache.get(1));
  }

  @Test
  void loadersOfManyKeysWaitForTheirSources() throws Exception {
    var cache = provider.cache("cache", configuration().loader(new Slow()).build());
    check(cache, cache::get);
  }

  @Test
  void writersWaitForTheStoreOfRecord() throws Exception {
    var cache = provider.cache("cache", configuration().writer(new Slow()).build());
    check(cache, thread -> cache.put(thread, thread));
  }

  @Test
  void processorsOfOneKeyWaitForEachOther() throws Exception {
    var cache = provider.cache("cache", configuration().build());
    check(
        cache,
        thread ->
            cache.invoke(
                1,
                (entry, arguments) -> {
                  await();
                  return null;
                }));
  }

  @Test
  void synchronousListenersWaitForWhatTheyLike() throws Exception {
    CacheEntryCreatedListener<Integer, Integer> slow = events -> await();
    var listener =
        new MutableCacheEntryListenerConfiguration<Integer, Integer>(() -> slow, null, false, true);
    var cache = provider.cache("cache", configuration().listener(listener).build());
    check(cache, thread -> cache.put(thread, thread));
  }

  private void await() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void check(Cache<Integer, Integer> cache, IntConsumer task) throws Exception {
    try (VirtualThreads waiting = new VirtualThreads();
        VirtualThreads others = new VirtualThreads()) {
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        waiting.start(() -> task.accept(number));
      }
      Eventually.isTrue("all wait", () -> waiting.waiting() == THREADS);
      AtomicInteger done = new AtomicInteger();
      for (int i = 0; i < 100; i++) {
        int absent = -1 - i;
        others.start(
            () -> {
              cache.containsKey(absent);
              done.incrementAndGet();
            });
      }
      assertThat(others.join(), is(empty()));
      assertThat("went on meanwhile", done.get(), is(100));
      released.countDown();
      assertThat(waiting.join(), is(empty()));
      assertThat(waiting.pinned(), is(empty()));
    }
  }

  @Test
  void aThreadThatIsPinnedIsRecorded() throws Exception {
    try (VirtualThreads threads = new VirtualThreads()) {
      // A class that is being initialized is native code's to wait for: that pins on every JVM.
      threads.start(Pinning::touch);
      threads.join();
      assertThat(threads.pinned(), is(not(empty())));
    }
  }

  private static final class Pinning {
    static {
      LockSupport.parkNanos(1_000_000);
    }

    static void touch() {}
  }

  private final class Slow implements CacheLoader<Integer, Integer>, CacheWriter<Object, Object> {
    @Override
    public Integer load(Integer key) {
      await();
      return key;
    }

    @Override
    public Map<Integer, Integer> loadAll(Iterable<? extends Integer> keys) {
      Map<Integer, Integer> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }

    @Override
    public void write(Cache.Entry<?, ?> entry) {
      await();
    }

    @Override
    public void writeAll(Collection<Cache.Entry<?, ?>> entries) {
      await();
      entries.clear();
    }

    @Override
    public void delete(Object key) {
      await();
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      await();
      keys.clear();
    }
  }
}
