package dev.larder.lincheck;

import dev.larder.testkit.model.CacheModel;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.StressOptions;

/** Lets Lincheck run scenarios with real threads, and counts the histories. */
final class Checks {
  private Checks() {}

  /**
   * Returns the number of checked histories; throws Lincheck's failure for the first invalid one.
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
