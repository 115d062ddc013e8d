package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import dev.larder.store.heap.StoreOperations.AdaptiveOperations;
import dev.larder.store.heap.StoreOperations.LruOperations;
import java.util.HashMap;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The results of concurrent operations are those of some sequential order of them. */
@Tag("lincheck")
class HeapStoreLincheckTest {
  /** Whether all scenarios run, as with the profile {@code full-concurrency}. */
  private static final boolean FULL =
      System.getProperty("concurrency.extent", "reduced").equals("full");

  private static final int SCENARIOS = FULL ? 100 : 6;

  /** The maximum for a scenario, which may have fewer. */
  private static final int INTERLEAVINGS = FULL ? 1_000 : 100;

  /** More iterations than a scan of the policy has. Lincheck reports a longer loop as endless. */
  private static final int LOOP_BOUND = 1_000;

  private static final int RUNS = FULL ? 10_000 : 500;

  @ParameterizedTest
  @ValueSource(classes = {LruOperations.class, AdaptiveOperations.class})
  void operations_everyInterleaving_areLinearizable(Class<?> operations) {
    ModelCheckingOptions options = new ModelCheckingOptions();
    options.loopBound(LOOP_BOUND);
    options.threads(2).actorsPerThread(2).invocationsPerIteration(INTERLEAVINGS);
    check("interleavings", options, operations);
  }

  @ParameterizedTest
  @ValueSource(classes = {LruOperations.class, AdaptiveOperations.class})
  void operations_realThreads_areLinearizable(Class<?> operations) {
    StressOptions options = new StressOptions();
    options.threads(3).actorsPerThread(3).invocationsPerIteration(RUNS);
    check("runs of real threads", options, operations);
  }

  private static void check(String unit, Options<?, ?> options, Class<?> operations) {
    options
        .actorsBefore(1)
        .actorsAfter(1)
        .iterations(SCENARIOS)
        .verifier(CountedHistories.class)
        .sequentialSpecification(Sequential.class);
    CountedHistories.take();
    options.check(operations);
    long histories = CountedHistories.take();
    System.out.printf(
        "Lincheck, heap store, %s: %d scenarios, %d %s%n",
        operations.getSimpleName(), SCENARIOS, histories, unit);
    assertThat(histories, greaterThanOrEqualTo((long) SCENARIOS));
  }

  /** The sequential specification: the same operations on a map. */
  public static class Sequential {
    private final Map<Integer, Integer> map = new HashMap<>();

    public Integer get(int key) {
      return map.get(key);
    }

    public Integer getAndPut(int key, int value) {
      return map.put(key, value);
    }

    public boolean putIfAbsent(int key, int value) {
      return map.putIfAbsent(key, value) == null;
    }

    public Integer getAndRemove(int key) {
      return map.remove(key);
    }

    public boolean replace(int key, int value) {
      return map.replace(key, value) != null;
    }

    public boolean replaceIfSame(int key, int expected, int value) {
      return map.replace(key, expected, value);
    }

    public Integer increment(int key) {
      return map.merge(key, 1, Integer::sum);
    }
  }
}
