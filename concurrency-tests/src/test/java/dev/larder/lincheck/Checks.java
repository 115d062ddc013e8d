package dev.larder.lincheck;

import java.util.List;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.StressOptions;

/** Has Lincheck run scenarios with real threads, and counts. */
final class Checks {
  private Checks() {}

  /**
   * Says how many histories have been checked; throws what Lincheck throws of the first wrong one.
   */
  static long run(Class<?> operations, List<ExecutionScenario> scenarios, int invocations) {
    StressOptions options =
        new StressOptions()
            .iterations(0)
            .invocationsPerIteration(invocations)
            .minimizeFailedScenario(false)
            .verifier(Histories.class)
            .sequentialSpecification(CacheModel.class);
    scenarios.forEach(options::addCustomScenario);
    long before = Histories.count();
    options.check(operations);
    return Histories.count() - before;
  }
}
