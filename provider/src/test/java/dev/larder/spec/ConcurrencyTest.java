package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.larder.EvictionPolicy;
import dev.larder.LarderConfigurationBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Threads that use the same keys, the same caches, and caches that close. */
class ConcurrencyTest extends SpecTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 1_000;
  private static final String KEY = "k";

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
                    KEY,
                    (entry, arguments) -> {
                      pass(bothInside);
                      other.put(KEY, "from " + mine.getName());
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
      one.put(KEY, "fine");
      two.put(KEY, "fine");
    }
  }

  private static void pass(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @RepeatedTest(20)
  void operations_raceWithClose_completeOrThrow() {
    Cache<String, String> cache = cache(strings());
    List<Together.Outcome> outcomes =
        Together.run(
            THREADS,
            thread -> {
              for (int round = 0; round < ROUNDS / 2; round++) {
                if (thread == 0 && round == ROUNDS / 20) {
                  cache.close();
                }
                operate(cache, round);
              }
              return true;
            });
    for (Together.Outcome outcome : outcomes) {
      assertThat(
          outcome.failure, anyOf(is(nullValue()), is(instanceOf(IllegalStateException.class))));
    }
  }

  private static void operate(Cache<String, String> cache, int round) {
    switch (round % 6) {
      case 0 -> cache.put("k" + round % 5, "v");
      case 1 -> cache.get("k" + round % 5);
      case 2 -> cache.invoke(KEY, (entry, arguments) -> entry.exists());
      case 3 -> cache.getAll(Set.of("a", KEY));
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
                  cache.put(KEY, "v");
                  cache.invoke(KEY, (entry, arguments) -> entry.getValue());
                  return cache.get(KEY) + Thread.interrupted();
                }));
    assertThat(found.get(0), is("vtrue"));
  }

  /** The values that one thread stored, and those that operations returned to it. */
  private record Account(int thread, List<String> stored, List<String> taken) {
    Account(int thread) {
      this(thread, new ArrayList<>(), new ArrayList<>());
    }

    long takenFromOthers() {
      return taken.stream().filter(value -> !value.startsWith(thread + ".")).count();
    }

    void take(String value) {
      if (value != null) {
        taken.add(value);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> values_takenByManyThreads_areTakenOnce() {
    Map<String, UnaryOperator<LarderConfigurationBuilder<String, String>>> settings =
        Map.of(
            "plain", builder -> builder,
            "by reference", LarderConfigurationBuilder::storeByReference,
            "adaptive", builder -> builder.evictionPolicy(EvictionPolicy.ADAPTIVE),
            "writer", builder -> builder.writer(new CountingWriter()),
            "synchronous", builder -> builder.listener(new EventLog().configuration(true)),
            "asynchronous", builder -> builder.listener(new EventLog().configuration(false)),
            "expiring", builder -> builder.expireAfterAccess(Duration.ofHours(1)));
    return tests(settings, this::takeOnce);
  }

  private void takeOnce(UnaryOperator<LarderConfigurationBuilder<String, String>> setting) {
    try (Cache<String, String> cache = cache(setting.apply(builder()))) {
      Set<String> left = new HashSet<>();
      List<String> taken = new ArrayList<>();
      long takenFromOthers = 0;
      CyclicBarrier round = new CyclicBarrier(THREADS);
      for (Object one :
          Together.values(Together.run(THREADS, thread -> trade(cache, thread, round)))) {
        Account account = (Account) one;
        left.addAll(account.stored());
        taken.addAll(account.taken());
        takenFromOthers += account.takenFromOthers();
      }
      Set<String> distinct = new HashSet<>(taken);
      assertThat("values taken twice", taken.size() - distinct.size(), is(0));
      assertThat("values taken from other threads", takenFromOthers, is(greaterThan(0L)));
      left.removeAll(distinct);
      String present = cache.get(KEY);
      assertThat("values not taken", left, is(present == null ? Set.of() : Set.of(present)));
    }
  }

  /** In each round the threads start together, each with another operation. */
  private static Account trade(Cache<String, String> cache, int thread, CyclicBarrier round) {
    Account account = new Account(thread);
    for (int i = 0; i < 5 * ROUNDS; i++) {
      if (i % 5 == 0) {
        pass(round);
      }
      trade(cache, (i + thread) % 5, thread + "." + i, account);
    }
    return account;
  }

  private static void trade(Cache<String, String> cache, int which, String mine, Account account) {
    boolean stores = false;
    switch (which) {
      case 0 -> account.take(cache.getAndRemove(KEY));
      case 1 -> {
        String taken = cache.getAndReplace(KEY, mine);
        account.take(taken);
        stores = taken != null;
      }
      case 2 -> {
        account.take(cache.getAndPut(KEY, mine));
        stores = true;
      }
      case 3 -> stores = cache.putIfAbsent(KEY, mine);
      default -> account.take(cache.invoke(KEY, ConcurrencyTest::take));
    }
    if (stores) {
      account.stored().add(mine);
    }
  }

  private static String take(MutableEntry<String, String> entry, Object... arguments) {
    String value = entry.getValue();
    if (value != null) {
      entry.remove();
    }
    return value;
  }
}
