package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What many threads must not be able to do to each other. */
class ConcurrencyTest extends SpecTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 500;

  @Test
  void increments_processorsAndReplace_loseNone() {
    Cache<String, Integer> cache = cache(typed(String.class, Integer.class));
    cache.put("k", 0);
    Together.values(
        Together.run(
            THREADS,
            thread -> {
              for (int round = 0; round < ROUNDS; round++) {
                increment(cache, thread);
              }
              return true;
            }));
    assertThat(cache.get("k"), is(THREADS * ROUNDS));
  }

  private static void increment(Cache<String, Integer> cache, int thread) {
    if (thread % 2 == 0) {
      cache.invoke(
          "k",
          (entry, arguments) -> {
            entry.setValue(entry.getValue() + 1);
            return null;
          });
    } else {
      int seen;
      do {
        seen = cache.get("k");
      } while (!cache.replace("k", seen, seen + 1));
    }
  }

  @Test
  void putIfAbsentAndRemove_manyThreads_oneWins() {
    Cache<String, String> cache = cache(strings());
    for (int round = 0; round < 200; round++) {
      AtomicInteger won = new AtomicInteger();
      Together.values(
          Together.run(
              THREADS, thread -> cache.putIfAbsent("k", "v" + thread) ? won.incrementAndGet() : 0));
      assertThat(won.get(), is(1));
      List<Object> removed =
          Together.values(
              Together.run(
                  THREADS, thread -> thread % 2 == 0 ? cache.getAndRemove("k") : remove(cache)));
      assertThat(removed.stream().filter(Objects::nonNull).toList(), hasSize(1));
    }
  }

  private static String remove(Cache<String, String> cache) {
    return cache.remove("k") ? "removed" : null;
  }

  @RepeatedTest(20)
  void processors_callEachOthersCaches_oneFails() {
    try (Cache<String, String> one = provider.cache("one", strings());
        Cache<String, String> two = provider.cache("two", strings())) {
      CyclicBarrier bothInside = new CyclicBarrier(2);
      List<Together.Outcome> outcomes =
          Together.run(
              2,
              thread -> {
                Cache<String, String> mine = thread == 0 ? one : two;
                Cache<String, String> other = thread == 0 ? two : one;
                return mine.invoke(
                    "k",
                    (entry, arguments) -> {
                      pass(bothInside);
                      other.put("k", "from " + mine.getName());
                      entry.setValue("mine");
                      return "done";
                    });
              });
      List<Throwable> failures =
          outcomes.stream().map(outcome -> outcome.failure).filter(Objects::nonNull).toList();
      assertThat(failures, is(not(empty())));
      for (Throwable failure : failures) {
        assertThat(failure, is(instanceOf(EntryProcessorException.class)));
        assertThat(failure.getCause(), is(instanceOf(CacheException.class)));
      }
      one.put("k", "fine");
      two.put("k", "fine");
    }
  }

  private static void pass(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void bulk_oppositeKeyOrder_doesNotDeadlock() {
    Cache<String, String> cache = cache(strings());
    Map<String, String> up = new LinkedHashMap<>();
    Map<String, String> down = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      up.put("k" + i, "up");
      down.put("k" + (19 - i), "down");
    }
    Together.values(
        Together.run(
            THREADS,
            thread -> {
              Map<String, String> mine = thread % 2 == 0 ? up : down;
              for (int round = 0; round < 100; round++) {
                cache.putAll(mine);
                cache.getAll(new LinkedHashSet<>(mine.keySet()));
                cache.removeAll(new LinkedHashSet<>(mine.keySet()));
              }
              return true;
            }));
    assertThat(cache.iterator().hasNext(), is(false));
  }

  @Test
  void iterator_concurrentChanges_returnsNoNull() {
    Cache<String, String> cache = cache(strings());
    Together.values(
        Together.run(
            THREADS,
            thread -> {
              for (int round = 0; round < ROUNDS; round++) {
                if (thread == 0) {
                  cache.forEach(entry -> Objects.requireNonNull(entry.getValue()));
                } else {
                  cache.put("k" + round % 17, "v");
                  cache.remove("k" + (round + thread) % 17);
                }
              }
              return true;
            }));
  }

  @RepeatedTest(20)
  void operations_raceWithClose_completeOrThrow() {
    Cache<String, String> cache = cache(strings());
    List<Together.Outcome> outcomes =
        Together.run(
            THREADS,
            thread -> {
              for (int round = 0; round < ROUNDS; round++) {
                operate(cache, thread, round);
              }
              return true;
            });
    for (Together.Outcome outcome : outcomes) {
      assertThat(
          outcome.failure, anyOf(is(nullValue()), is(instanceOf(IllegalStateException.class))));
    }
    cache.close();
  }

  private void operate(Cache<String, String> cache, int thread, int round) {
    if (thread == 0 && round == ROUNDS / 10) {
      cache.close();
    }
    switch (round % 6) {
      case 0 -> cache.put("k" + round % 5, "v");
      case 1 -> cache.get("k" + round % 5);
      case 2 -> cache.invoke("k", (entry, arguments) -> entry.exists());
      case 3 -> cache.getAll(Set.of("a", "k"));
      case 4 -> cache.forEach(entry -> Objects.requireNonNull(entry.getValue()));
      default -> cache.removeAll();
    }
  }

  @Test
  void interrupt_duringOperation_isKept() {
    Cache<String, String> cache = cache(strings());
    List<Object> found =
        Together.values(
            Together.run(
                1,
                thread -> {
                  Thread.currentThread().interrupt();
                  cache.put("k", "v");
                  cache.invoke("k", (entry, arguments) -> entry.getValue());
                  return cache.get("k") + Thread.interrupted();
                }));
    assertThat(found.get(0), is("vtrue"));
  }
}
