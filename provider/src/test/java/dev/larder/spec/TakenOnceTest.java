package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import dev.larder.EvictionPolicy;
import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Values that threads put under one key and take from each other: each is taken by one of them. */
class TakenOnceTest extends SpecTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 1_000;
  private static final String KEY = "k";

  /** What one thread has put, and what it was given. */
  private record Account(int thread, List<String> stored, List<String> taken) {
    Account(int thread) {
      this(thread, new ArrayList<>(), new ArrayList<>());
    }

    long takenFromOthers() {
      return taken.stream().filter(value -> !value.startsWith(thread + ".")).count();
    }

    void taken(String value) {
      if (value != null) {
        taken.add(value);
      }
    }
  }

  private static Map<String, UnaryOperator<LarderConfigurationBuilder<String, String>>> settings() {
    return Map.of(
        "plain", builder -> builder,
        "by reference", LarderConfigurationBuilder::storeByReference,
        "adaptive", builder -> builder.evictionPolicy(EvictionPolicy.ADAPTIVE),
        "written", builder -> builder.writer(new CountingWriter()),
        "heard", builder -> builder.listener(new EventLog().configuration(true)),
        "heard later", builder -> builder.listener(new EventLog().configuration(false)),
        "expiring", builder -> builder.expireAfterAccess(Duration.ofHours(1)));
  }

  @TestFactory
  Stream<DynamicTest> values_takenByManyThreads_areTakenOnce() {
    return settings().entrySet().stream()
        .map(setting -> DynamicTest.dynamicTest(setting.getKey(), () -> check(setting.getValue())));
  }

  private void check(UnaryOperator<LarderConfigurationBuilder<String, String>> setting) {
    var builder = LarderConfiguration.builder(String.class, String.class);
    try (Cache<String, String> cache = cache(setting.apply(builder).build())) {
      List<String> stored = new ArrayList<>();
      List<String> taken = new ArrayList<>();
      long takenFromOthers = 0;
      CyclicBarrier round = new CyclicBarrier(THREADS);
      for (Object one :
          Together.values(Together.run(THREADS, thread -> trade(cache, thread, round)))) {
        Account account = (Account) one;
        stored.addAll(account.stored());
        taken.addAll(account.taken());
        takenFromOthers += account.takenFromOthers();
      }
      Set<String> distinct = new HashSet<>(taken);
      assertThat("taken twice", taken.size() - distinct.size(), is(0));
      assertThat("taken from each other", takenFromOthers, is(greaterThan(0L)));
      Set<String> left = new HashSet<>(stored);
      left.removeAll(distinct);
      String present = cache.get(KEY);
      assertThat("neither taken nor there", left, is(present == null ? Set.of() : Set.of(present)));
    }
  }

  /** In each round all begin at once, each with another operation. */
  private static Account trade(Cache<String, String> cache, int thread, CyclicBarrier round)
      throws Exception {
    Account account = new Account(thread);
    for (int i = 0; i < 5 * ROUNDS; i++) {
      if (i % 5 == 0) {
        round.await(20, TimeUnit.SECONDS);
      }
      operate(cache, (i + thread) % 5, thread + "." + i, account);
    }
    return account;
  }

  private static void operate(
      Cache<String, String> cache, int which, String mine, Account account) {
    switch (which) {
      case 0 -> account.taken(cache.getAndRemove(KEY));
      case 1 -> replace(cache, mine, account);
      case 2 -> {
        account.taken(cache.getAndPut(KEY, mine));
        account.stored().add(mine);
      }
      case 3 -> {
        if (cache.putIfAbsent(KEY, mine)) {
          account.stored().add(mine);
        }
      }
      default -> account.taken(cache.invoke(KEY, TakenOnceTest::take));
    }
  }

  private static void replace(Cache<String, String> cache, String mine, Account account) {
    String taken = cache.getAndReplace(KEY, mine);
    if (taken != null) {
      account.taken(taken);
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
