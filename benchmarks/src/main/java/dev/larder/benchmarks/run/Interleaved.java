package dev.larder.benchmarks.run;

import dev.larder.benchmarks.Mode;
import dev.larder.benchmarks.Settings;
import dev.larder.benchmarks.Subject;
import dev.larder.benchmarks.row.Row;
import dev.larder.benchmarks.row.Task;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Runs rows and rounds in order, with one subject after the other, so that noise affects all alike.
 */
public final class Interleaved {
  private final Measure jmh;
  private final Measure child;
  private final Measure computed;
  private final PrintStream progress;

  Interleaved(Measure jmh, Measure child, Measure computed, PrintStream progress) {
    this.jmh = jmh;
    this.child = child;
    this.computed = computed;
    this.progress = progress;
  }

  /** Returns an instance that forks JVMs. */
  public static Interleaved of(Settings settings, PrintStream progress) {
    Settings.Places places = settings.places();
    ClassPath classPath = new ClassPath(places.peers(), places.before());
    return new Interleaved(
        new JmhMeasure(classPath, places.jvm(), settings.mode()),
        new ChildMeasure(classPath, places, settings.mode()),
        new Computed(places.traces()),
        progress);
  }

  /**
   * Runs all rows. A failure leaves a gap.
   *
   * @param soFar receives the completed rows and their results after each row
   */
  public Results run(
      List<Row> rows, Mode mode, Set<Subject> wanted, BiConsumer<List<Row>, Results> soFar) {
    Results results = new Results();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      long start = System.nanoTime();
      Set<Subject> subjects = EnumSet.noneOf(Subject.class);
      subjects.addAll(row.subjects());
      subjects.removeIf(
          subject -> subject.kind() != Subject.Kind.COMPUTED && !wanted.contains(subject));
      for (int round = 0; round < mode.rounds(row); round++) {
        for (Subject subject : subjects) {
          measure(row, subject, results);
        }
      }
      progress.printf(
          "%3d of %d: %s (%.0f s)%n",
          i + 1, rows.size(), row.name(), (System.nanoTime() - start) / 1e9);
      soFar.accept(rows.subList(0, i + 1), results);
    }
    return results;
  }

  private void measure(Row row, Subject subject, Results results) {
    if (results.failed(row.name(), subject)) {
      return;
    }
    try {
      results.add(row.name(), subject, by(row.task(), subject).measure(row.task(), subject));
    } catch (MeasurementException e) {
      progress.println(row.name() + ": " + subject.label() + ": " + e.getMessage());
      results.fail(row.name(), subject, String.valueOf(e.getMessage()));
    }
  }

  private Measure by(Task task, Subject subject) {
    if (subject.kind() == Subject.Kind.COMPUTED) {
      return computed;
    }
    return switch (task.kind()) {
      case THROUGHPUT, LATENCY -> jmh;
      case MEMORY, REPLAY, START_UP -> child;
    };
  }
}
