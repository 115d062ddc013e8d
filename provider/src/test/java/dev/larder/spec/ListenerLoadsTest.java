package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners and processors that wait for loads, and loads that wait for neither of them. */
class ListenerLoadsTest extends SpecTest {
  private static final int PUTS = 40;

  private Cache<String, String> cache(EventLog log, boolean synchronous) {
    return cache(
        builder()
            .loader(new MapLoader<>(key -> "loaded"))
            .listener(log.configuration(synchronous))
            .listenerQueueSize(1));
  }

  private static void loadAndWait(Cache<String, String> cache, String key) {
    CompletionListenerFuture loaded = new CompletionListenerFuture();
    cache.loadAll(Set.of(key), true, loaded);
    try {
      loaded.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void listener_loadsItsEventsKey_ends(boolean synchronous) {
    AtomicInteger loads = new AtomicInteger();
    EventLog log =
        new EventLog(
            event -> {
              if (event.getValue().equals("put")) {
                loadAndWait(provider.manager().getCache("spec"), event.getKey());
                loads.incrementAndGet();
              }
            });
    Cache<String, String> cache = cache(log, synchronous);
    Together putting =
        Together.start(
            4,
            thread -> {
              for (int i = 0; i < PUTS / 4; i++) {
                cache.put("k" + thread + "-" + i, "put");
              }
              return "done";
            });
    assertThat(Together.values(putting.end()), is(List.of("done", "done", "done", "done")));
    Eventually.isTrue("each listener has loaded", () -> loads.get() == PUTS);
  }

  /** Returns a cache with a synchronous listener that runs an action for each put and each load. */
  private Cache<String, String> cache(CountDownLatch delivered, Runnable onPut, Runnable onLoaded) {
    EventLog log =
        new EventLog(
            event -> {
              if (event.getValue().equals("put")) {
                delivered.countDown();
                onPut.run();
              } else {
                onLoaded.run();
              }
            });
    return cache(log, true);
  }

  @Test
  void loadAll_listenerThrowsInOtherThread_getsTheException() throws Exception {
    CountDownLatch delivered = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    Cache<String, String> cache =
        cache(
            delivered,
            () -> await(proceed),
            () -> {
              throw new IllegalStateException("loaded");
            });
    Together putting = Together.start(() -> cache.put("k", "put"));
    await(delivered);
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(Set.of("k"), true, done);
    Eventually.isTrue("the load", () -> cache.get("k").equals("loaded"));
    proceed.countDown();
    var thrown = assertThrows(ExecutionException.class, () -> done.get(20, TimeUnit.SECONDS));
    assertThat(thrown.getCause(), instanceOf(CacheEntryListenerException.class));
    assertThat(thrown.getCause().getCause().getMessage(), is("loaded"));
    Together.values(putting.end());
  }

  @Test
  void listener_waitsForLoadOfOtherThread_ends() throws Exception {
    CountDownLatch delivered = new CountDownLatch(1);
    CountDownLatch received = new CountDownLatch(1);
    CompletionListenerFuture done = new CompletionListenerFuture();
    Cache<String, String> cache =
        cache(
            delivered,
            () -> {
              try {
                done.get();
              } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
              }
            },
            received::countDown);
    Together putting = Together.start(() -> cache.put("k", "put"));
    await(delivered);
    cache.loadAll(Set.of("k"), true, done);
    Together.values(putting.end());
    await(received);
    assertThat(cache.get("k"), is("loaded"));
  }

  /** The value has left the store of record while the processor still runs. */
  @Test
  void get_loadedThenRemovedInProcessor_loadsAgain() throws Exception {
    ConcurrentHashMap<String, String> record = new ConcurrentHashMap<>();
    record.put("k", "old");
    CountDownLatch removed = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    Cache<String, String> cache = cache(builder().loader(new MapLoader<>(record::get)));
    Together both =
        Together.start(
            2,
            thread -> {
              if (thread == 0) {
                return cache.invoke(
                    "k",
                    (entry, arguments) -> {
                      entry.getValue();
                      record.remove("k");
                      entry.remove();
                      removed.countDown();
                      await(proceed);
                      return "removed";
                    });
              }
              await(removed);
              return String.valueOf(cache.get("k"));
            });
    await(removed);
    both.awaitWaiting(1);
    proceed.countDown();
    assertThat(Together.values(both.end()), is(List.of("removed", "null")));
    assertThat(cache.get("k"), is(nullValue()));
  }
}
