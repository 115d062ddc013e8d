package dev.larder.lincheck;

import java.util.List;
import java.util.stream.IntStream;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;

/**
 * The extent of a run: a part in each build, all scenarios with the profile {@code
 * full-concurrency}. In a build each setting runs another part. There are 28 settings, so that the
 * build runs each pair in one of them.
 */
record Extent(int invocations, int everyPair, int everyTriple) {
  private static final Extent REDUCED = new Extent(10, 28, 970);
  private static final Extent FULL = new Extent(20, 1, 1);

  static Extent ofThisRun() {
    return System.getProperty("concurrency.extent", "reduced").equals("full") ? FULL : REDUCED;
  }

  /**
   * Returns every n-th scenario. Settings with different offsets run different scenarios.
   *
   * @param offset the index of the first scenario
   */
  static List<ExecutionScenario> part(List<ExecutionScenario> all, int every, int offset) {
    return IntStream.range(0, all.size())
        .filter(i -> (i + offset) % every == 0)
        .mapToObj(all::get)
        .toList();
  }
}
