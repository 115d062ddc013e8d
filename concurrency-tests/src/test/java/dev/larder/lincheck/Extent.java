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
  private static final Extent REDUCED = new Extent(10, 28, 910);
  private static final Extent FULL = new Extent(20, 1, 1);

  private static final int STEP = 33;

  static Extent ofThisRun() {
    return System.getProperty("concurrency.extent", "reduced").equals("full") ? FULL : REDUCED;
  }

  /**
   * Returns every n-th scenario. Settings run different scenarios.
   *
   * @param setting the number of the setting
   */
  static List<ExecutionScenario> part(List<ExecutionScenario> all, int every, int setting) {
    // The step has no factor in common with the number of settings. So each pair is run in one of
    // them, and the triples are spread over the whole list.
    return IntStream.range(0, all.size())
        .filter(i -> (i + STEP * setting) % every == 0)
        .mapToObj(all::get)
        .toList();
  }
}
