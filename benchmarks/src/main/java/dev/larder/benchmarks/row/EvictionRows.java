package dev.larder.benchmarks.row;

import static dev.larder.benchmarks.row.Rows.BOUNDED;

import dev.larder.benchmarks.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Full caches, and caches of other sizes. Two threads. */
final class EvictionRows {
  private static final Set<Subject> LIMITED =
      Rows.with(BOUNDED, Subject.LINKED_HASH_MAP, Subject.CAFFEINE_NATIVE);
  private static final Set<Subject> WITH_MAP = Rows.with(BOUNDED, Subject.MAP);
  private static final int SMALL = 10_000;
  private static final int BIG = 1_000_000;
  private static final int HUGE = 10_000_000;

  private EvictionRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    rows.add(
        throughput(SMALL)
            .rounds(5)
            .inQuick()
            // An Integer of 16 bytes, and a node of at most 56 bytes, as MEMORY shows.
            .show(Family.ALLOCATION, "new entry, eternal", Metric.ALLOCATED, Bar.atMost(72)));
    rows.add(throughput(BIG).rounds(5));
    rows.add(latency(SMALL).inQuick());
    rows.add(latency(BIG));
    for (int entries : new int[] {SMALL, BIG, HUGE}) {
      for (String method : List.of("read", "mixed", "write")) {
        rows.add(growth(method, entries));
      }
    }
    rows.add(
        Row.of("evicting put, " + power(HUGE), evict(HUGE), BOUNDED)
            .rounds(1)
            .show(Family.GROWTH, Metric.SPEED));
    return rows;
  }

  private static Task evict(int entries) {
    return task("evict", entries, "full", "true");
  }

  private static Row throughput(int entries) {
    return Row.of("evicting put, " + power(entries), evict(entries), LIMITED)
        .show(Family.EVICTION, Metric.SPEED, Bar.best(1.5));
  }

  private static Row latency(int entries) {
    String name = "latency of evicting put, " + power(entries);
    return Row.of(name, evict(entries).latency(), LIMITED)
        .show(Family.EVICTION, name + ", p50", Metric.percentile(50))
        .show(Family.EVICTION, name + ", p99", Metric.percentile(99), Bar.best(2))
        .show(Family.EVICTION, name + ", p99.9", Metric.percentile(99.9), Bar.best(2))
        .show(Family.EVICTION, name + ", max", Metric.percentile(100));
  }

  private static Row growth(String method, int entries) {
    // Filling ten million entries takes longer than measuring.
    return Row.of(method + ", " + power(entries), task(method, entries), WITH_MAP)
        .rounds(entries == HUGE ? 1 : 3)
        .show(Family.GROWTH, Metric.SPEED);
  }

  private static Task task(String method, int entries, String... more) {
    List<String> parameters = new ArrayList<>(List.of("keys", "" + entries));
    parameters.addAll(List.of(more));
    Task task = Task.jmh(method, 2, parameters.toArray(String[]::new));
    return switch (entries) {
      case HUGE -> task.withHeap(6);
      case BIG -> task.withHeap(2);
      default -> task;
    };
  }

  private static String power(int entries) {
    return "10^" + (int) Math.round(Math.log10(entries)) + " entries";
  }
}
