package dev.larder.benchmarks;

import dev.larder.benchmarks.report.Report;
import dev.larder.benchmarks.row.Row;
import dev.larder.benchmarks.row.Rows;
import dev.larder.benchmarks.run.Interleaved;
import dev.larder.benchmarks.run.Jvm;
import dev.larder.benchmarks.run.Results;
import dev.larder.benchmarks.trace.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Runs Larder and its peers in turn, each in a JVM of its own, and writes tables, charts and
 * figures. Arguments: a folder, and {@code quick} or {@code full}.
 */
public final class Compare {
  private Compare() {}

  /** Runs the benchmarks, prints and writes the results. */
  public static void main(String[] arguments) throws IOException {
    long start = System.nanoTime();
    Settings settings = Settings.of(arguments, name -> System.getProperty(name, ""));
    String jvm = Jvm.version(settings.places().jvm());
    List<String> traces = Trace.names(settings.places().traces());
    if (traces.isEmpty()) {
      System.out.println(
          "No traces in "
              + settings.places().traces().normalize()
              + ": hit ratios are left out. Say where they are with -Dbenchmarks.traces=DIR.");
    }
    List<Row> rows =
        settings.mode().rows(Rows.all(traces)).stream()
            .filter(row -> settings.rows().matcher(row.family() + ": " + row.name()).find())
            .toList();
    // Written after each row, so that an interrupted run keeps its results.
    BiConsumer<List<Row>, Results> soFar =
        (done, results) -> write(settings, done, results, jvm, start);
    Results all =
        Interleaved.of(settings, System.out).run(rows, settings.mode(), settings.subjects(), soFar);
    System.out.println(write(settings, rows, all, jvm, start));
  }

  private static String write(
      Settings settings, List<Row> rows, Results results, String jvm, long start) {
    long minutes = Math.round((System.nanoTime() - start) / 60e9);
    try {
      return new Report(settings, rows, results).write(jvm, minutes);
    } catch (IOException e) {
      throw new UncheckedIOException("results cannot be written to " + settings.out(), e);
    }
  }
}
