package dev.larder.benchmarks.report;

import dev.larder.benchmarks.Subject;
import dev.larder.benchmarks.child.Replay;
import dev.larder.benchmarks.row.Metric;
import dev.larder.benchmarks.row.Row;
import dev.larder.benchmarks.row.Task;
import dev.larder.benchmarks.run.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** Summarizes the replays: the distance to the optimum, and the size above the bound. */
final class HitRatios {
  private static final double ADAPTIVE_SHARE = 0.88;
  private static final List<String> FILLS =
      List.of("fill while replaying", "fill after replay", "fill after burst");

  private final List<Row> rows;
  private final Results results;

  HitRatios(List<Row> rows, Results results) {
    this.rows = rows.stream().filter(row -> row.task().kind() == Task.Kind.REPLAY).toList();
    this.results = results;
  }

  String markdown() {
    List<Subject> subjects =
        List.of(Subject.values()).stream()
            .filter(
                subject ->
                    rows.stream().anyMatch(row -> results.figures(row.name()).containsKey(subject)))
            .toList();
    List<String> head = new ArrayList<>(List.of("over all traces and sizes"));
    subjects.forEach(subject -> head.add(subject.label()));
    Table table = new Table(head);
    for (int threads : rows.stream().mapToInt(row -> row.task().threads()).distinct().toArray()) {
      String suffix = threads == 1 ? ", 1 thread" : ", " + threads + " threads";
      List<String> means = new ArrayList<>(List.of("mean share of the optimum" + suffix));
      subjects.forEach(subject -> means.add(number(mean(subject, threads))));
      table.add(means);
      for (String fill : FILLS) {
        List<String> cells = new ArrayList<>(List.of("greatest " + fill + suffix));
        subjects.forEach(subject -> cells.add(number(greatest(subject, threads, fill))));
        table.add(cells);
      }
    }
    return table
        + "\nA fill is the number of entries over the bound: at most 1 if the bound holds. While replaying it is the\n"
        + "cache's own count, where it has one; afterwards entries are counted one by one.\n"
        + "A cache that goes over its bound may have more hits than the optimum of its size.\n"
        + verdict();
  }

  private String verdict() {
    double share = mean(Subject.LARDER_ADAPTIVE, 1).orElse(Double.NaN);
    return Double.isNaN(share)
        ? ""
        : String.format(
            Locale.ROOT,
            "%nBar: the adaptive policy has a mean share of at least %.2f, met: %s.%n",
            ADAPTIVE_SHARE,
            share >= ADAPTIVE_SHARE ? "yes" : "**no**");
  }

  OptionalDouble mean(Subject subject, int threads) {
    return rows.stream()
        .filter(row -> row.task().threads() == threads)
        .flatMapToDouble(
            row -> Replay.PERCENTS.stream().mapToDouble(percent -> share(row, subject, percent)))
        .filter(Double::isFinite)
        .average();
  }

  private double share(Row row, Subject subject, int percent) {
    Metric hits = Metric.hits(percent);
    return results.median(row.name(), subject, hits)
        / results.median(row.name(), Subject.OPTIMUM, hits);
  }

  private OptionalDouble greatest(Subject subject, int threads, String fill) {
    return rows.stream()
        .filter(row -> row.task().threads() == threads)
        .flatMapToDouble(row -> fills(row, subject, fill))
        .filter(Double::isFinite)
        .max();
  }

  private DoubleStream fills(Row row, Subject subject, String fill) {
    return Replay.PERCENTS.stream()
        .mapToDouble(
            percent ->
                results.median(row.name(), subject, new Metric(fill + " " + percent, "", false)));
  }

  private static String number(OptionalDouble number) {
    return number.isPresent() ? String.format(Locale.ROOT, "%.3f", number.getAsDouble()) : "";
  }
}
