package dev.larder.tools.report;

import dev.larder.tools.replay.RunResult;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compares the contenders at the size at which their hit ratios differ most. */
record Comparison(RunResult best, RunResult worst) {
  /** Smaller differences do not show in the table. */
  private static final double LEAST = 0.0001;

  /** Returns the comparison; empty if no size has several contenders. */
  static Optional<Comparison> of(List<RunResult> runs) {
    Map<Long, List<RunResult>> bySize =
        runs.stream()
            .filter(run -> run.size().isPresent())
            .collect(
                Collectors.groupingBy(
                    run -> run.size().orElseThrow().entries(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return bySize.values().stream()
        .filter(ofSize -> ofSize.size() > 1)
        .map(Comparison::ofSize)
        .max(Comparator.comparingDouble(Comparison::gain));
  }

  private static Comparison ofSize(List<RunResult> runs) {
    Comparator<RunResult> byHits = Comparator.comparingDouble(RunResult::hitRatio);
    return new Comparison(
        runs.stream().max(byHits).orElseThrow(), runs.stream().min(byHits).orElseThrow());
  }

  private double gain() {
    return best.hitRatio() - worst.hitRatio();
  }

  /** Returns the result in one sentence. */
  String sentence(ContenderNames names) {
    return gain() < LEAST
        ? "Reading this: the hit ratio is what a size is worth; on this trace all caches of one size"
            + " have the same."
        : "Reading this: with %s entries, %s answers %s of the requests itself, and %s %s."
            .formatted(
                RunTables.entries(best),
                names.phrase(best.subject().contender()),
                Figures.percent(best.hitRatio()),
                names.phrase(worst.subject().contender()),
                Figures.percent(worst.hitRatio()));
  }
}
