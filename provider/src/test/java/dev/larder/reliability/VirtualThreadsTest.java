package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.spec.Eventually;
import dev.larder.spec.SpecTest;
import dev.larder.spec.UserStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import javax.cache.Cache;
import javax.cache.event.CacheEntryCreatedListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand virtual threads that wait in a cache pin no carrier: other threads proceed
 * meanwhile.
 */
class VirtualThreadsTest extends SpecTest {
  private static final int THREADS = 10_000;

  /** Enough to load all classes, which pins threads that wait for the class loader. */
  private static final int BEFOREHAND = 1_000;

  private static final int OTHERS = 100;

  private volatile CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void close() {
    released.countDown();
    provider.close();
  }

  private LarderConfigurationBuilder<Integer, Integer> configuration() {
    return LarderConfiguration.builder(Integer.class, Integer.class).unbounded().loader(new Slow());
  }

  @Test
  void virtualThreads_waitForOneLoad_pinNoCarrier() throws Exception {
    var cache = provider.cache("cache", configuration().build());
    check(cache, thread -> cache.get(1));
  }

  @Test
  void virtualThreads_loadManyKeys_pinNoCarrier() throws Exception {
    var cache = provider.cache("cache", configuration().build());
    check(cache, cache::get);
  }

  @Test
  void virtualThreads_waitInWriter_pinNoCarrier() throws Exception {
    var cache = provider.cache("cache", configuration().writer(new Slow()).build());
    check(cache, thread -> cache.put(thread, thread));
  }

  @Test
  void virtualThreads_processorsOfOneKey_pinNoCarrier() throws Exception {
    var cache = provider.cache("cache", configuration().build());
    check(
        cache,
        thread ->
            cache.invoke(
                1,
                (entry, arguments) -> {
                  await(entry.getKey());
                  return null;
                }));
  }

  @Test
  void virtualThreads_waitInListener_pinNoCarrier() throws Exception {
    CacheEntryCreatedListener<Integer, Integer> slow =
        events -> events.forEach(event -> await(event.getKey()));
    var listener = listening(slow, true);
    var cache = provider.cache("cache", configuration().listener(listener).build());
    check(cache, thread -> cache.put(thread, thread));
  }

  /** Negative keys belong to the threads that must not wait. */
  private void await(int key) {
    try {
      if (key < 0) {
        return;
      }
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void check(Cache<Integer, Integer> cache, IntConsumer task) throws Exception {
    pinned(cache, task, BEFOREHAND);
    cache.clear();
    released = new CountDownLatch(1);
    assertThat(pinned(cache, task, THREADS), is(empty()));
  }

  /**
   * Lets threads wait, checks that other threads proceed, and returns the events of pinned threads.
   */
  private List<String> pinned(Cache<Integer, Integer> cache, IntConsumer task, int threads)
      throws Exception {
    try (VirtualThreads waiting = new VirtualThreads();
        VirtualThreads others = new VirtualThreads()) {
      for (int i = 0; i < threads; i++) {
        int number = i;
        waiting.start(() -> task.accept(number));
      }
      Eventually.isTrue("all threads wait", () -> waiting.waiting() >= threads - threads / 20);
      AtomicInteger done = new AtomicInteger();
      for (int i = 0; i < OTHERS; i++) {
        int own = -1 - i;
        others.start(
            () -> {
              use(cache, own);
              done.incrementAndGet();
            });
      }
      assertThat(others.join(), is(empty()));
      assertThat("threads that completed", done.get(), is(OTHERS));
      assertThat("threads that still wait", waiting.unfinished(), is((long) threads));
      released.countDown();
      assertThat(waiting.join(), is(empty()));
      return waiting.pinned();
    }
  }

  /** Runs every operation on a key, among them a load. */
  private static void use(Cache<Integer, Integer> cache, int key) {
    assertThat(cache.containsKey(key), is(false));
    assertThat("loaded", cache.get(key), is(key));
    cache.put(key, 1);
    cache.invoke(
        key,
        (entry, arguments) -> {
          entry.setValue(entry.getValue() + 1);
          return null;
        });
    assertThat(cache.getAndRemove(key), is(2));
    assertThat("loaded with others", cache.getAll(Set.of(key)), is(Map.of(key, key)));
    cache.removeAll(Set.of(key));
    cache.putAll(Map.of(key, 3));
    assertThat(cache.replace(key, 3, 4), is(true));
    assertThat(cache.get(key), is(4));
  }

  @Test
  void recording_pinnedThread_isSeen() throws Exception {
    try (VirtualThreads threads = new VirtualThreads()) {
      // Waiting for a class initializer pins the carrier on every JVM.
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

  private final class Slow extends UserStore<Integer, Integer> {
    @Override
    public Integer load(Integer key) {
      await(key);
      return key;
    }

    @Override
    public void write(Cache.Entry<? extends Integer, ? extends Integer> entry) {
      await(entry.getKey());
    }

    @Override
    public void delete(Object key) {
      await((Integer) key);
    }
  }
}
