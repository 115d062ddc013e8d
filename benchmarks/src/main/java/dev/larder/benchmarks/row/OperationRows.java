package dev.larder.benchmarks.row;

import static dev.larder.benchmarks.row.Rows.CACHES;

import dev.larder.benchmarks.Subject;
import dev.larder.benchmarks.subject.Values;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The other operations, and reads and writes by value. Two threads. */
final class OperationRows {
  private static final Set<Subject> WITH_MAP =
      Rows.with(CACHES, Subject.MAP, Subject.CAFFEINE_NATIVE);

  private static final Set<Subject> METHODS =
      EnumSet.of(
          Subject.LARDER,
          Subject.MEMOIZER,
          Subject.PROXY,
          Subject.CDI,
          Subject.GUICE,
          Subject.SPRING);

  // Copying the usual number of entries takes longer than measuring.
  private static final String FEW = "10000";

  private OperationRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    rows.add(operation("putIfAbsent", WITH_MAP, "", 1.2));
    rows.add(operation("replace", WITH_MAP, "", 1.2));
    rows.add(operation("getAndPut", WITH_MAP, "", 1.2));
    rows.add(operation("invoke", WITH_MAP, "", 3).inQuick());
    rows.add(operation("loadAndRemove", CACHES, "LOADER", 1.3).inQuick());
    rows.add(listener());
    rows.add(operation("getAll", CACHES, "", 1.5));
    for (int threads : new int[] {1, 2}) {
      String name = "hit through a method" + Rows.threads(threads);
      rows.add(
          Row.of(name, Task.jmh("read", threads), METHODS)
              .rounds(9)
              .show(Family.METHODS, Metric.SPEED, Bar.memoizer(0.85))
              .show(Family.METHODS, name + ", allocated", Metric.ALLOCATED));
    }
    for (String method : List.of("read", "write")) {
      rows.add(stringsByReference(method));
      rows.add(byValue(method, Values.STRING, Bar.own(reference(method), 0.95)));
      rows.add(byValue(method, Values.RECORD));
      rows.add(byValue(method, Values.MUTABLE, Bar.best(5)).inQuick(method.equals("read")));
    }
    return rows;
  }

  private static Row operation(String method, Set<Subject> subjects, String extra, double best) {
    Task task = extra.isEmpty() ? Task.jmh(method, 2) : Task.jmh(method, 2, "extra", extra);
    return Row.of(method, task, subjects).show(Family.OPERATIONS, Metric.SPEED, Bar.best(best));
  }

  private static Row listener() {
    return Row.of(
            "put with a synchronous listener", Task.jmh("write", 2, "extra", "LISTENER"), CACHES)
        .show(Family.OPERATIONS, Metric.SPEED, Bar.best(1.2));
  }

  private static String reference(String method) {
    return method + " strings by reference";
  }

  /** Returns the row that the same values by value are compared with. */
  private static Row stringsByReference(String method) {
    return Row.of(
            reference(method),
            Task.jmh(method, 2, "keys", FEW, "values", Values.STRING.name()),
            Set.of(Subject.LARDER))
        .show(Family.BY_VALUE, Metric.SPEED);
  }

  private static Row byValue(String method, Values values, Bar... bars) {
    return Row.of(
            method + " by value, " + values.name().toLowerCase(Locale.ROOT),
            Task.jmh(method, 2, "keys", FEW, "values", values.name(), "extra", "BY_VALUE"),
            CACHES)
        .show(Family.BY_VALUE, Metric.SPEED, bars);
  }
}
