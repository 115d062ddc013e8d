package dev.larder.tools.report;

import dev.larder.tools.provider.CacheSize;
import dev.larder.tools.replay.ExactLru;
import dev.larder.tools.replay.RunResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The data of the plots: the miss ratio by cache size, of exact LRU at every size and of each
 * contender at the measured sizes.
 */
record Curve(LruBySize lru, List<Series> series, Scale sizes, Scale misses) {

  /** Exact LRU by the size of the full cache, of which the trace has one key in {@code sample}. */
  record LruBySize(ExactLru exact, int sample) {
    double missRatio(double entries) {
      long size = Math.max(1, Math.round(entries));
      return 1 - exact.hitRatio(CacheSize.sampled(size, sample).held());
    }

    double largest() {
      return (double) exact.distinct() * sample;
    }
  }

  /** The measured points of a contender. */
  record Series(String name, List<Point> points) {}

  /** A measured point. */
  record Point(double entries, double missRatio) {}

  /** Returns the curve. With a single size the axis starts at one entry. */
  static Curve of(ReplayReport report) {
    LruBySize lru = new LruBySize(report.lru(), report.trace().info().sample());
    List<Series> series = series(report);
    List<Point> measured = series.stream().flatMap(one -> one.points().stream()).toList();
    double smallest = measured.stream().mapToDouble(Point::entries).min().orElse(1);
    double largest = measured.stream().mapToDouble(Point::entries).max().orElse(1);
    double low = smallest == largest ? 1 : Math.max(1, Math.floor(smallest / 2));
    double highest = measured.stream().mapToDouble(Point::missRatio).max().orElse(0);
    return new Curve(
        lru,
        series,
        Scale.ofSizes(low, Math.max(largest, lru.largest())),
        Scale.ofShares(Math.max(highest, lru.missRatio(low))));
  }

  private static List<Series> series(ReplayReport report) {
    Map<String, List<Point>> byName =
        report.runs().stream()
            .filter(run -> run.size().isPresent())
            .collect(
                Collectors.groupingBy(
                    run -> report.names().label(run.subject().contender()),
                    LinkedHashMap::new,
                    Collectors.flatMapping(Curve::point, Collectors.toList())));
    return byName.entrySet().stream()
        .map(entry -> new Series(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Stream<Point> point(RunResult run) {
    return run.size().stream().map(size -> new Point(size.entries(), 1 - run.hitRatio()));
  }

  /** Returns the miss ratio of exact LRU at a position on the axis of sizes. */
  double lruAt(double position) {
    return lru.missRatio(sizes.valueAt(position));
  }
}
