package dev.larder.tools.report;

import dev.larder.tools.replay.ExactLru;
import dev.larder.tools.replay.RunResult;
import java.util.List;

/**
 * The data of the plots: the miss ratio by cache size, of exact LRU at every size and of the cache
 * at the measured sizes.
 */
record Curve(ExactLru lru, List<Point> measured, Scale sizes, Scale misses) {

  /** A measured point; {@code isOther} marks the second policy. */
  record Point(double entries, double missRatio, boolean isOther) {}

  boolean hasOther() {
    return measured.stream().anyMatch(Point::isOther);
  }

  /** Returns the curve. With a single size the axis starts at one entry. */
  static Curve of(ExactLru lru, List<RunResult> runs) {
    List<Point> measured =
        runs.stream()
            .filter(run -> run.entries().isPresent())
            .map(
                run ->
                    new Point(
                        run.entries().getAsLong(),
                        1 - run.hitRatio(),
                        !run.bound().policy().equals(runs.get(0).bound().policy())))
            .toList();
    double smallest = measured.stream().mapToDouble(Point::entries).min().orElse(1);
    double largest = measured.stream().mapToDouble(Point::entries).max().orElse(1);
    double low = smallest == largest ? 1 : Math.max(1, Math.floor(smallest / 2));
    Scale sizes = Scale.ofSizes(low, Math.max(largest, lru.distinct()));
    double highest = measured.stream().mapToDouble(Point::missRatio).max().orElse(0);
    return new Curve(
        lru, measured, sizes, Scale.ofShares(Math.max(highest, 1 - lru.hitRatio((long) low))));
  }

  /** Returns the miss ratio of exact LRU at a position on the axis of sizes. */
  double lruAt(double position) {
    return 1 - lru.hitRatio(Math.max(1, Math.round(sizes.valueAt(position))));
  }
}
