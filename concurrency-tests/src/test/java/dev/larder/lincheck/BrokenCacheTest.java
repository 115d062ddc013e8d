package dev.larder.lincheck;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.EvictionPolicy;
import dev.larder.lincheck.Setting.Circumstance;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is to find caches that are not linearizable does find one. */
class BrokenCacheTest {
  private static final int INVOCATIONS = 20_000;

  /** Looks, and then puts: two steps where there has to be one. */
  public static class TwoSteps extends CacheOperations {
    @Override
    public boolean putIfAbsent(int key, int value) {
      boolean absent = !containsKey(key);
      if (absent) {
        put(key, value);
      }
      return absent;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "THROUGH", "EXPIRING_AFTER_TOUCH"})
  void putIfAbsentInTwoStepsIsFound(Circumstance circumstance) {
    try (Caches caches = new Caches(new Setting(EvictionPolicy.LRU, false, circumstance))) {
      List<ExecutionScenario> scenarios = Scenarios.twice(caches, SingleKeyOperation.PUT_IF_ABSENT);
      assertThrows(
          LincheckAssertionError.class, () -> Checks.run(TwoSteps.class, scenarios, INVOCATIONS));
    }
  }
}
