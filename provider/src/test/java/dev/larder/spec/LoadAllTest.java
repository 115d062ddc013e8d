package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;

import dev.larder.LarderConfiguration;
import dev.larder.reliability.Logged;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.integration.CompletionListener;
import org.junit.jupiter.api.Test;

/** Loads in the background: their number, and what their listeners get. */
class LoadAllTest extends SpecTest {
  /** More than the threads and the queue of the executor, for up to 400 processors. */
  private static final int MANY = 2_000;

  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger completed = new AtomicInteger();

  private final CompletionListener counting =
      new CompletionListener() {
        @Override
        public void onCompletion() {
          completed.incrementAndGet();
        }

        @Override
        public void onException(Exception e) {
          completed.incrementAndGet();
        }
      };

  private Cache<Integer, Integer> loading(Function<Integer, Integer> function) {
    return cache(
        LarderConfiguration.builder(Integer.class, Integer.class)
            .loader(new MapLoader<>(function)));
  }

  @Test
  void loadAll_executorIsFull_runsInTheCaller() {
    Thread caller = Thread.currentThread();
    Map<Integer, Thread> loaders = new ConcurrentHashMap<>();
    Cache<Integer, Integer> cache =
        loading(
            key -> {
              loaders.put(key, Thread.currentThread());
              if (Thread.currentThread() != caller) {
                await(released);
              }
              return key;
            });
    for (int key = 0; key < MANY; key++) {
      cache.loadAll(Set.of(key), false, counting);
    }
    assertThat(loaders.get(MANY - 1), is(sameInstance(caller)));
    assertThat(loaders.get(0), is(not(sameInstance(caller))));
    assertThat("the caller's loads have completed", completed.get() >= 1, is(true));
    released.countDown();
    Eventually.isTrue("each load completes", () -> completed.get() == MANY);
    assertThat(cache.getAll(Set.of(0, MANY - 1)), is(Map.of(0, 0, MANY - 1, MANY - 1)));
  }

  /** Some of the loads run and some wait in the queue when the manager closes. */
  @Test
  void loadAll_managerCloses_listenersComplete() {
    CountDownLatch begun = new CountDownLatch(1);
    Cache<Integer, Integer> cache =
        loading(
            key -> {
              begun.countDown();
              await(released);
              return key;
            });
    for (int key = 0; key < 200; key++) {
      cache.loadAll(Set.of(key), false, counting);
    }
    await(begun);
    provider.manager().close();
    released.countDown();
    Eventually.isTrue("each listener is called", () -> completed.get() == 200);
  }

  @Test
  void loadAll_completionListenerThrows_isLogged() {
    Cache<Integer, Integer> cache = loading(key -> key);
    CompletionListener throwing =
        new CompletionListener() {
          @Override
          public void onCompletion() {
            fail();
          }

          @Override
          public void onException(Exception e) {
            throw new AssertionError(e);
          }
        };
    try (Logged logged = new Logged("dev.larder.engine.Bulk")) {
      cache.loadAll(Set.of(1), false, throwing);
      Eventually.isTrue("a warning", () -> logged.warnings() == 1);
    }
    loadAll(cache, Set.of(2));
    assertThat(cache.get(2), is(2));
  }

  @Test
  void loadAll_failsWithoutCompletionListener_isLogged() {
    Cache<Integer, Integer> cache = loading(key -> fail());
    try (Logged logged = new Logged("dev.larder.engine.Bulk")) {
      cache.loadAll(Set.of(1, 2), true, null);
      Eventually.isTrue("a record", () -> !logged.records().isEmpty());
      assertThat(logged.records().size(), is(1));
      assertThat(logged.records().get(0).getMessage(), containsString("'spec'"));
      assertThat(logged.records().get(0).getThrown(), instanceOf(CacheException.class));
    }
  }

  /** A loading thread does not wait for the event queue, so the caller of loadAll has to. */
  @Test
  void loadAll_eventQueueIsFull_blocksTheCaller() {
    CacheEntryCreatedListener<Integer, Integer> slow = events -> await(released);
    Cache<Integer, Integer> cache =
        cache(
            LarderConfiguration.builder(Integer.class, Integer.class)
                .loader(new MapLoader<>(key -> key))
                .listenerQueueSize(1)
                .listener(listening(slow, false)));
    loadAll(cache, Set.of(1, 2, 3));
    Together calling = Together.start(() -> cache.loadAll(Set.of(4), false, null));
    calling.awaitWaiting(0);
    assertThat(cache.containsKey(4), is(false));
    released.countDown();
    Together.values(calling.end());
    Eventually.isTrue("the key is loaded", () -> cache.containsKey(4));
  }
}
