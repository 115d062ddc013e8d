package dev.larder.benchmarks.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import dev.larder.benchmarks.Mode;
import dev.larder.benchmarks.Subject;
import dev.larder.benchmarks.row.Family;
import dev.larder.benchmarks.row.Metric;
import dev.larder.benchmarks.row.Row;
import dev.larder.benchmarks.row.Task;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InterleavedTest {
  private static final Set<Subject> BOTH = Set.of(Subject.LARDER, Subject.CAFFEINE);
  private static final Row ROW =
      Row.of("read", Task.jmh("read", 1), BOTH).rounds(2).show(Family.THROUGHPUT, Metric.SPEED);

  private final List<Subject> order = new ArrayList<>();

  private Results run(Measure measure) {
    PrintStream silent = new PrintStream(OutputStream.nullOutputStream());
    return new Interleaved(measure, measure, measure, silent)
        .run(List.of(ROW), Mode.FULL, BOTH, (rows, results) -> {});
  }

  @Test
  void run_eachRound_alternatesSubjects() {
    run(
        (task, subject) -> {
          order.add(subject);
          return Map.of("speed", 1.0);
        });
    assertThat(order, contains(Subject.LARDER, Subject.CAFFEINE, Subject.LARDER, Subject.CAFFEINE));
  }

  @Test
  void run_failingSubject_isNotRepeated() {
    Results results =
        run(
            (task, subject) -> {
              order.add(subject);
              if (subject == Subject.CAFFEINE) {
                throw new MeasurementException("broken");
              }
              return Map.of("speed", 2.0);
            });
    assertThat(order, contains(Subject.LARDER, Subject.CAFFEINE, Subject.LARDER));
    assertThat(results.failures("read"), is(Map.of(Subject.CAFFEINE, "broken")));
    assertThat(results.median("read", Subject.LARDER, Metric.SPEED), is(2.0));
  }

  @Test
  void failure_nestedCauses_reportsTheInnermost() {
    assertThat(
        Failures.cause(
            List.of(
                "x",
                "java.lang.RuntimeException: outer",
                "\tat a.b(c)",
                "Caused by: java.io.IOException: inner",
                "\tat d.e(f)",
                "Score  Error  Units",
                "")),
        is("Caused by: java.io.IOException: inner"));
    assertThat(Failures.cause(List.of()), is("no figures"));
  }
}
