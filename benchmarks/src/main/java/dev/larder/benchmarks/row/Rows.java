package dev.larder.benchmarks.row;

import dev.larder.benchmarks.Subject;
import dev.larder.benchmarks.child.Replay;
import dev.larder.benchmarks.subject.Expiry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** All rows, in the order in which they are run and shown. */
public final class Rows {
  /** The JCache providers. */
  static final Set<Subject> CACHES =
      EnumSet.of(
          Subject.LARDER,
          Subject.LARDER_ADAPTIVE,
          Subject.CAFFEINE,
          Subject.EHCACHE,
          Subject.CACHE2K,
          Subject.RI);

  /** The JCache providers that can be bounded. */
  static final Set<Subject> BOUNDED = without(CACHES, Subject.RI);

  private Rows() {}

  /** Returns all rows, with rows for the available traces. */
  public static List<Row> all(List<String> traces) {
    List<Row> rows = new ArrayList<>();
    rows.addAll(ThroughputRows.all());
    rows.addAll(OperationRows.all());
    rows.addAll(EvictionRows.all());
    rows.addAll(SmallRows.all());
    rows.addAll(watching());
    rows.addAll(memory());
    rows.addAll(hitRatios(traces));
    rows.add(startUp());
    return rows.stream().map(Rows::withEarlierBuild).toList();
  }

  /** An earlier build of Larder runs every row of Larder's. */
  private static Row withEarlierBuild(Row row) {
    return row.subjects().contains(Subject.LARDER)
        ? row.by(with(row.subjects(), Subject.LARDER_BEFORE))
        : row;
  }

  static Set<Subject> with(Set<Subject> subjects, Subject... more) {
    Set<Subject> all = EnumSet.copyOf(subjects);
    all.addAll(List.of(more));
    return all;
  }

  static Set<Subject> without(Set<Subject> subjects, Subject one) {
    Set<Subject> rest = EnumSet.copyOf(subjects);
    rest.remove(one);
    return rest;
  }

  static String threads(int threads) {
    return ", " + threads + (threads == 1 ? " thread" : " threads");
  }

  private static List<Row> watching() {
    return List.of(
        watching("get", Task.jmh("read", 2), Bar.watched(0.97)),
        watching(
            "get, statistics on", Task.jmh("read", 2, "extra", "STATISTICS"), Bar.watched(0.97)),
        watching("three gets to a put", Task.jmh("mixed", 2)),
        watching("load and remove", Task.jmh("loadAndRemove", 2, "extra", "LOADER")));
  }

  private static Row watching(String name, Task task, Bar... bars) {
    return Row.of(
            name + ", watched, 2 threads",
            task,
            EnumSet.of(Subject.LARDER, Subject.LARDER_WATCHED, Subject.LARDER_RECORDED))
        .rounds(5)
        .show(Family.WATCHING, Metric.SPEED, bars);
  }

  private static List<Row> memory() {
    return List.of(memory(Expiry.ETERNAL, 56).inQuick(), memory(Expiry.CREATED, 72));
  }

  private static Row memory(Expiry expiry, int bytes) {
    String name = "bytes per entry, " + expiry.name().toLowerCase(Locale.ROOT);
    Set<Subject> subjects =
        expiry == Expiry.ETERNAL
            ? with(CACHES, Subject.MAP, Subject.LINKED_HASH_MAP, Subject.CAFFEINE_NATIVE)
            : CACHES;
    return Row.of(name, Task.child(Task.Kind.MEMORY, expiry.name(), 1), subjects)
        .rounds(1)
        .show(Family.MEMORY, Metric.HEAP, Bar.atMost(bytes))
        .show(Family.MEMORY, name + ", by a walk through the objects", Metric.OBJECTS);
  }

  private static List<Row> hitRatios(List<String> traces) {
    List<Row> rows = new ArrayList<>();
    for (int threads : new int[] {1, 8}) {
      for (String trace : traces) {
        rows.add(hitRatio(trace, threads));
      }
    }
    return rows;
  }

  private static Row hitRatio(String trace, int threads) {
    Row row =
        Row.of(
                trace + threads(threads),
                Task.child(Task.Kind.REPLAY, trace, threads),
                with(BOUNDED, Subject.EXACT_LRU, Subject.OPTIMUM))
            .rounds(1)
            // The one trace with millions of accesses takes as long as all others.
            .inQuick(threads == 1 && !trace.equals("orm-busy"));
    for (int percent : Replay.PERCENTS) {
      row =
          row.show(
              Family.HIT_RATIO,
              row.name() + ", " + percent + " %",
              Metric.hits(percent),
              Bar.nearLru(0.003),
              Bar.aboveLru(0.02));
    }
    return row;
  }

  private static Row startUp() {
    return Row.of("start-up", Task.child(Task.Kind.START_UP, "", 1), CACHES)
        .rounds(9)
        .inQuick()
        .show(Family.START_UP, "JVM start to first get", Metric.START_UP, Bar.atMost(250))
        .show(Family.START_UP, "jars on the class path", Metric.JARS, Bar.atMost(3))
        .show(Family.START_UP, "their size", Metric.JAR_SIZE);
  }
}
