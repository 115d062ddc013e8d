package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.EvictionPolicy;
import dev.larder.LarderConfiguration;
import dev.larder.spec.SpecTest;
import dev.larder.store.heap.InspectedStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A writer and a loader that fail at random, interrupted threads, eviction and expiry: afterwards
 * the cache equals the store of record, which has every acknowledged write.
 */
class NothingLostTest extends SpecTest {
  private static final int THREADS = 4;
  private static final int STEPS = 8_000;
  private static final long SEED = Long.getLong("larder.seed", System.nanoTime());

  private final InspectedStores stores = new InspectedStores();
  private final ThreadLocal<Random> random = ThreadLocal.withInitial(() -> new Random(SEED));

  @ParameterizedTest
  @EnumSource(EvictionPolicy.class)
  void storeOfRecord_failingWriter_equalsTheCache(EvictionPolicy policy) throws Exception {
    run(policy, new FaultyStoreOfRecord(random));
  }

  @Test
  void check_writerThatLosesWrites_fails() {
    assertThrows(AssertionError.class, () -> run(EvictionPolicy.LRU, new Forgetful(random)));
  }

  /**
   * Loses the writes of half of the keys without an error. That many keys cannot all end with a
   * removal.
   */
  private static final class Forgetful extends FaultyStoreOfRecord {
    Forgetful(ThreadLocal<Random> random) {
      super(random);
    }

    @Override
    public void write(Cache.Entry<? extends Integer, ? extends Long> entry) {
      if (entry.getKey() % 2 == 0) {
        super.write(entry);
      }
    }
  }

  private void run(EvictionPolicy policy, FaultyStoreOfRecord records) throws Exception {
    Cache<Integer, Long> cache =
        provider.cache(
            "cache",
            LarderConfiguration.builder(Integer.class, Long.class)
                .evictionPolicy(policy)
                .maximumSize(40)
                .expireAfterAccess(Duration.ofSeconds(10))
                .loader(records)
                .writer(records)
                .store(stores)
                .build());
    List<RandomOperations> journeys = journeys(cache);
    records.behave();
    String seed = "seed -Dlarder.seed=" + SEED + ", key ";
    cache.forEach(
        entry ->
            assertThat(
                seed + entry.getKey(), entry.getValue(), is(records.written.get(entry.getKey()))));
    for (RandomOperations one : journeys) {
      assertThat("failures, " + seed, one.failures(), greaterThan(0));
      for (Map.Entry<Integer, Long> certain : one.acknowledged().entrySet()) {
        Integer key = certain.getKey();
        assertThat(seed + key, records.written.get(key), is(certain.getValue()));
        assertThat(seed + key, cache.get(key), is(certain.getValue()));
      }
    }
    stores.check();
    provider.close();
  }

  private List<RandomOperations> journeys(Cache<Integer, Long> cache) throws Exception {
    List<RandomOperations> journeys = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      RandomOperations one =
          new RandomOperations(cache, number, THREADS, new Random(SEED + number));
      journeys.add(one);
      Thread thread =
          new Thread(
              () -> {
                random.set(new Random(SEED * 31 + number));
                for (int step = 0; step < STEPS; step++) {
                  one.step();
                }
              },
              "journey-" + number);
      thread.setUncaughtExceptionHandler(
          (dead, failure) -> {
            synchronized (failures) {
              failures.add(failure);
            }
          });
      threads.add(thread);
    }
    threads.forEach(Thread::start);
    disturb(threads);
    assertThat("seed -Dlarder.seed=" + SEED, failures, is(List.of()));
    return journeys;
  }

  /** Interrupts threads at random and advances the clock until all threads have ended. */
  private void disturb(List<Thread> threads) throws Exception {
    Random which = new Random(SEED);
    while (threads.stream().anyMatch(Thread::isAlive)) {
      threads.get(which.nextInt(THREADS)).interrupt();
      advance(Duration.ofMillis(which.nextInt(500)));
      threads.get(which.nextInt(THREADS)).join(1);
    }
  }
}
