package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
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
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.integration.CompletionListener;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.Test;

/** Loads in the background: how many may wait, and whom they tell. */
class LoadAllTest extends SpecTest {
  /** More than there are threads and places to wait, on any machine of up to 400 processors. */
  private static final int MANY = 2_000;

  private final CountDownLatch goOn = new CountDownLatch(1);
  private final Map<Integer, Thread> loaders = new ConcurrentHashMap<>();

  private Cache<Integer, Integer> loading() {
    return cache(
        LarderConfiguration.builder(Integer.class, Integer.class)
            .loader(
                new MapLoader<>(
                    key -> {
                      loaders.put(key, Thread.currentThread());
                      if (key >= 0 && !isMine(key)) {
                        await(goOn);
                      }
                      return key;
                    }))
            .build());
  }

  private boolean isMine(int key) {
    return loaders.get(key).equals(mine);
  }

  private volatile Thread mine;

  @Test
  void loadAll_executorIsFull_runsInTheCaller() throws Exception {
    mine = Thread.currentThread();
    Cache<Integer, Integer> cache = loading();
    AtomicInteger told = new AtomicInteger();
    CompletionListener counting =
        new CompletionListener() {
          @Override
          public void onCompletion() {
            told.incrementAndGet();
          }

          @Override
          public void onException(Exception e) {
            throw new AssertionError(e);
          }
        };
    for (int key = 0; key < MANY; key++) {
      cache.loadAll(Set.of(key), false, counting);
    }
    assertThat(loaders.get(MANY - 1), is(sameInstance(mine)));
    assertThat(loaders.get(0), is(not(sameInstance(mine))));
    assertThat("his are done", told.get() >= 1, is(true));
    goOn.countDown();
    Eventually.isTrue("each one is told", () -> told.get() == MANY);
    assertThat(cache.getAll(Set.of(0, MANY - 1)), is(Map.of(0, 0, MANY - 1, MANY - 1)));
  }

  @Test
  void loadAll_completionListenerThrows_isLogged() throws Exception {
    Cache<Integer, Integer> cache = loading();
    try (Logged logged = new Logged("dev.larder.engine.Bulk")) {
      cache.loadAll(
          Set.of(-1),
          false,
          new CompletionListener() {
            @Override
            public void onCompletion() {
              throw new IllegalStateException("on purpose");
            }

            @Override
            public void onException(Exception e) {
              throw new AssertionError(e);
            }
          });
      Eventually.isTrue("it is logged", () -> logged.warnings() == 1);
    }
    CompletionListenerFuture next = new CompletionListenerFuture();
    cache.loadAll(Set.of(-2), false, next);
    next.get();
    assertThat(cache.get(-2), is(-2));
  }

  /** What loads does not wait for room, so whoever has it load has to. */
  @Test
  void loadAll_eventQueueIsFull_blocksTheCaller() throws Exception {
    CacheEntryCreatedListener<Integer, Integer> slow = events -> await(goOn);
    Cache<Integer, Integer> cache =
        cache(
            LarderConfiguration.builder(Integer.class, Integer.class)
                .loader(new MapLoader<>(key -> key))
                .listenerQueueSize(1)
                .listener(
                    new MutableCacheEntryListenerConfiguration<>(() -> slow, null, false, false))
                .build());
    CompletionListenerFuture first = new CompletionListenerFuture();
    cache.loadAll(Set.of(1, 2, 3), false, first);
    first.get();
    Together asking =
        Together.start(
            1,
            thread -> {
              cache.loadAll(Set.of(4), false, null);
              return "asked";
            });
    asking.awaitWaiting(0);
    assertThat(cache.containsKey(4), is(false));
    goOn.countDown();
    assertThat(Together.values(asking.end()), contains("asked"));
    Eventually.isTrue("it is loaded", () -> cache.containsKey(4));
  }
}
