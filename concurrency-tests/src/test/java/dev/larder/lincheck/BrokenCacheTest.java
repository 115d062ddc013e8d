package dev.larder.lincheck;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.EvictionPolicy;
import dev.larder.lincheck.Setting.Circumstance;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checks detect a cache that is not linearizable. */
class BrokenCacheTest {
  private static final int INVOCATIONS = 20_000;

  /**
   * Implements putIfAbsent in two steps, containsKey and put. Two threads that have looked wait for
   * each other before the put, so that the race occurs in the first history.
   */
  public static class TwoSteps extends CacheOperations {
    private final CountDownLatch bothHaveLooked = new CountDownLatch(2);

    @Override
    public Object perform(SingleKeyOperation operation, int key, int expected, int value) {
      if (operation != SingleKeyOperation.PUT_IF_ABSENT) {
        return super.perform(operation, key, expected, value);
      }
      Object present = super.perform(SingleKeyOperation.CONTAINS_KEY, key, expected, value);
      if (present.equals(false)) {
        bothHaveLooked.countDown();
        await(bothHaveLooked);
        super.perform(SingleKeyOperation.PUT, key, expected, value);
      }
      return present.equals(false);
    }

    /** With a limit, because the other thread may find the key present. */
    private static void await(CountDownLatch latch) {
      try {
        latch.await(100, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "THROUGH", "EXPIRING_AFTER_TOUCH"})
  void putIfAbsent_inTwoSteps_isDetected(Circumstance circumstance) {
    try (Caches caches = new Caches(new Setting(EvictionPolicy.LRU, false, circumstance))) {
      List<ExecutionScenario> scenarios = Scenarios.twice(caches, SingleKeyOperation.PUT_IF_ABSENT);
      assertThrows(
          LincheckAssertionError.class, () -> Checks.run(TwoSteps.class, scenarios, INVOCATIONS));
    }
  }
}
