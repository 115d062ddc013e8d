package dev.larder.benchmarks.row;

import static dev.larder.benchmarks.row.Rows.CACHES;
import static dev.larder.benchmarks.row.Rows.threads;

import dev.larder.benchmarks.Subject;
import dev.larder.benchmarks.subject.Expiry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads and writes of present keys. */
final class ThroughputRows {
  private static final List<String> METHODS = List.of("read", "mixed", "write");
  private static final Set<Subject> LIMITED =
      Rows.with(CACHES, Subject.MAP, Subject.LINKED_HASH_MAP, Subject.CAFFEINE_NATIVE);
  // Minimum ratios of Larder to the best peer, by expiry and method; two threads.
  private static final Map<Expiry, Map<String, Double>> BEST =
      Map.of(
          Expiry.CREATED, Map.of("read", 1.3, "mixed", 1.3, "write", 1.3),
          Expiry.ACCESSED, Map.of("read", 4.0, "mixed", 2.5, "write", 2.5));

  private ThroughputRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    for (int threads : new int[] {1, 2, 8}) {
      for (String method : METHODS) {
        rows.add(eternal(method, threads));
      }
    }
    for (Expiry expiry : List.of(Expiry.CREATED, Expiry.ACCESSED)) {
      for (String method : METHODS) {
        rows.add(expiring(method, expiry));
      }
    }
    for (String method : METHODS) {
      rows.add(counting(method));
    }
    return rows;
  }

  private static Row eternal(String method, int threads) {
    Row row =
        Row.of(method + threads(threads), Task.jmh(method, threads), LIMITED)
            .rounds(threads == 2 ? 5 : 3)
            .inQuick(threads == 2)
            .show(Family.THROUGHPUT, Metric.SPEED, bars(method, threads));
    if (threads != 2) {
      return row;
    }
    return switch (method) {
      case "read" -> row.show(Family.ALLOCATION, "hit, eternal", Metric.ALLOCATED, nothing());
      case "write" -> row.show(Family.ALLOCATION, "update, eternal", Metric.ALLOCATED, nothing());
      default -> row;
    };
  }

  private static Bar[] bars(String method, int threads) {
    if (method.equals("read")) {
      return switch (threads) {
        case 1 -> new Bar[] {Bar.map(0.9), Bar.best(1.1)};
        case 2 -> new Bar[] {Bar.map(0.6), Bar.best(1.5)};
        default -> new Bar[] {Bar.map(0.6), Bar.best(2)};
      };
    }
    return threads == 2 ? new Bar[] {Bar.map(0.7), Bar.best(1.2)} : new Bar[0];
  }

  private static Row expiring(String method, Expiry expiry) {
    String name = expiry.name().toLowerCase(Locale.ROOT);
    Row row =
        Row.of(
                method + ", " + name + " expiry, 2 threads",
                Task.jmh(method, 2, "expiry", expiry.name()),
                CACHES)
            .inQuick(method.equals("read"))
            .show(
                Family.EXPIRY,
                Metric.SPEED,
                Bar.best(BEST.getOrDefault(expiry, Map.of()).getOrDefault(method, 1.0)));
    return method.equals("read")
        ? row.show(Family.ALLOCATION, "hit, " + name + " expiry", Metric.ALLOCATED, nothing())
        : row;
  }

  private static Row counting(String method) {
    Bar[] bars = {Bar.own(method + ", 2 threads", 0.85), Bar.best(1)};
    return Row.of(
            method + ", statistics on, 2 threads",
            Task.jmh(method, 2, "extra", "STATISTICS"),
            CACHES)
        .inQuick(method.equals("read"))
        .show(Family.EXPIRY, Metric.SPEED, method.equals("read") ? bars : new Bar[0]);
  }

  /** The profiler includes allocation by the JVM itself, far below a byte for each operation. */
  private static Bar nothing() {
    return Bar.atMost(0.5);
  }
}
