package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.larder.LarderConfiguration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever waits for loads may be waited for by others: loads wait for none of them. */
class ListenersThatLoadTest extends SpecTest {
  private static final int PUTS = 40;

  private Cache<String, String> cache(EventLog log, boolean synchronous) {
    return cache(
        LarderConfiguration.builder(String.class, String.class)
            .loader(new MapLoader<>(key -> "loaded"))
            .listener(log.configuration(synchronous))
            .listenerQueueSize(1)
            .build());
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
  void aListenerMayLoadTheKeyThatItIsToldOf(boolean synchronous) {
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
    Eventually.isTrue("each one has loaded", () -> loads.get() == PUTS);
  }

  /** The store of record has nothing any more, and the processor is not done yet. */
  @Test
  void whatWasLoadedAndThenRemovedIsNoAnswerForWhoComesAfterThat() throws Exception {
    ConcurrentHashMap<String, String> record = new ConcurrentHashMap<>();
    record.put("k", "old");
    CountDownLatch removed = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Cache<String, String> cache =
        cache(
            LarderConfiguration.builder(String.class, String.class)
                .loader(new MapLoader<>(record::get))
                .build());
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
                      await(goOn);
                      return "removed";
                    });
              }
              await(removed);
              return String.valueOf(cache.get("k"));
            });
    await(removed);
    both.awaitWaiting(1);
    goOn.countDown();
    assertThat(Together.values(both.end()), is(List.of("removed", "null")));
    assertThat(cache.get("k"), is(nullValue()));
  }
}
