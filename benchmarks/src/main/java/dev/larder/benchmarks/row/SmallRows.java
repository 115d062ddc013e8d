package dev.larder.benchmarks.row;

import static dev.larder.benchmarks.row.Rows.BOUNDED;

import dev.larder.benchmarks.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Small full caches: gets of recent keys, and puts of new ones. Two threads. */
final class SmallRows {
  private static final Set<Subject> LIMITED = Rows.with(BOUNDED, Subject.CAFFEINE_NATIVE);
  private static final int[] SIZES = {16, 128, 512, 1_000, 1_024, 2_048};
  private static final int LARGEST = SIZES[SIZES.length - 1];
  private static final int[] GETS = {50, 90, 99};

  /** The minimum ratio of each size to the largest of these sizes. */
  private static final double NO_CLIFF = 0.7;

  private SmallRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    for (int gets : GETS) {
      for (int size : SIZES) {
        Row row = Row.of(mixedName(gets, size), task("gets" + gets, size), LIMITED);
        Bar[] bars = size == LARGEST ? new Bar[0] : bars(gets);
        rows.add(row.inQuick(gets == 90 && size == 1_000).show(Family.SMALL, Metric.SPEED, bars));
      }
    }
    for (int size : SIZES) {
      String name = "evicting put, " + size + " entries";
      rows.add(
          Row.of(name, task("evict", size), LIMITED)
              .inQuick(size == 128)
              .show(Family.SMALL, Metric.SPEED, Bar.best(1.5))
              .show(Family.ALLOCATION, "new entry, " + size + " entries", Metric.ALLOCATED));
    }
    String latency = "latency of evicting put, 1000 entries";
    rows.add(
        Row.of(latency, task("evict", 1_000).latency(), LIMITED)
            .show(Family.SMALL, latency + ", p50", Metric.percentile(50))
            .show(Family.SMALL, latency + ", p99", Metric.percentile(99), Bar.atMost(5)));
    return rows;
  }

  private static Bar[] bars(int gets) {
    return new Bar[] {Bar.own(mixedName(gets, LARGEST), NO_CLIFF)};
  }

  private static String mixedName(int gets, int size) {
    return gets + " % gets, " + size + " entries";
  }

  private static Task task(String method, int size) {
    return Task.jmh(method, 2, "keys", "" + size, "full", "true");
  }
}
