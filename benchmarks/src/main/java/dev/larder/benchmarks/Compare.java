package dev.larder.benchmarks;

import dev.larder.benchmarks.report.Report;
import dev.larder.benchmarks.row.Row;
import dev.larder.benchmarks.row.Rows;
import dev.larder.benchmarks.run.Interleaved;
import dev.larder.benchmarks.run.Jvm;
import dev.larder.benchmarks.run.Results;
import dev.larder.benchmarks.trace.Trace;
import java.io.IOException;
import java.util.List;

/**
 * Runs Larder and its peers in turn, each in a JVM of its own, and writes tables, charts and
 * figures. Arguments: a folder, and {@code quick} or {@code full}.
 */
public final class Compare {
  private Compare() {}

  /** Runs, prints and writes. */
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
    Results results =
        Interleaved.of(settings, System.out).run(rows, settings.mode(), settings.subjects());
    long minutes = Math.round((System.nanoTime() - start) / 60e9);
    System.out.println(new Report(settings, rows, results).write(jvm, minutes));
  }
}
