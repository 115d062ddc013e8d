package dev.larder.benchmarks.row;

import dev.larder.benchmarks.Subject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * What Larder has to reach in a line. Ratios are turned so that more is better.
 *
 * @param of whom it is asked of
 * @param against what it is measured by
 * @param row the other row, if it is measured by that
 * @param value the ratio, the figure or the distance
 */
public record Bar(Subject of, Against against, String row, double value) {
  // How far a JVM's own doings may move a figure that should be exact.
  private static final double ROUNDING = 1e-9;

  /** What a bar is measured by. */
  public enum Against {
    /** The unbounded map. */
    MAP,
    /** The best of the peers in that line. */
    BEST,
    /** Larder itself, in another row. */
    OWN,
    /** Larder's cache, in this row. */
    CACHE,
    /** A figure. */
    FIGURE,
    /** Exact LRU, by the difference either way. */
    NEAR_LRU,
    /** Exact LRU, by the difference below. */
    ABOVE_LRU
  }

  /** At least this much of the map. */
  public static Bar map(double ratio) {
    return new Bar(Subject.LARDER, Against.MAP, "", ratio);
  }

  /** At least this many times the best peer. */
  public static Bar best(double ratio) {
    return new Bar(Subject.LARDER, Against.BEST, "", ratio);
  }

  /** At least this much of another row of Larder's. */
  public static Bar own(String row, double ratio) {
    return new Bar(Subject.LARDER, Against.OWN, row, ratio);
  }

  /** The memoizer, at least this much of a bare get. */
  public static Bar memoizer(double ratio) {
    return new Bar(Subject.MEMOIZER, Against.CACHE, "", ratio);
  }

  /** At most this. */
  public static Bar atMost(double figure) {
    return new Bar(Subject.LARDER, Against.FIGURE, "", figure);
  }

  /** The hit ratio that exact LRU has, give or take. */
  public static Bar nearLru(double distance) {
    return new Bar(Subject.LARDER, Against.NEAR_LRU, "", distance);
  }

  /** A hit ratio no further below exact LRU. */
  public static Bar aboveLru(double distance) {
    return new Bar(Subject.LARDER_ADAPTIVE, Against.ABOVE_LRU, "", distance);
  }

  /** For the table. */
  public String text(Metric metric) {
    return switch (against) {
      case MAP -> number(value) + " of map";
      case BEST ->
          metric.lessIsBetter() ? "at most best / " + number(value) : number(value) + " × best";
      case OWN -> number(value) + " of own '" + row + "'";
      case CACHE -> "memoizer: " + number(value) + " of Cache.get";
      case FIGURE -> "at most " + number(value);
      case NEAR_LRU -> "within " + number(100 * value) + " points of exact LRU";
      case ABOVE_LRU -> "adaptive: at most " + number(100 * value) + " points below exact LRU";
    };
  }

  /** Whether it is met; empty if it cannot be told. */
  public Optional<Boolean> met(Figures figures, Row in, Line line) {
    double own = figures.median(in.name(), of, line.metric());
    double other =
        switch (against) {
          case MAP -> figures.median(in.name(), Subject.MAP, line.metric());
          case BEST -> best(figures, in, line.metric());
          case OWN -> figures.median(row, of, line.metric());
          case CACHE -> figures.median(in.name(), Subject.LARDER, line.metric());
          case FIGURE -> value;
          case NEAR_LRU, ABOVE_LRU -> figures.median(in.name(), Subject.EXACT_LRU, line.metric());
        };
    if (Double.isNaN(own) || Double.isNaN(other)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (against) {
          case MAP, BEST, OWN, CACHE -> ratio(line.metric(), own, other) >= value;
          case FIGURE -> own <= value;
          case NEAR_LRU -> Math.abs(own - other) <= value + ROUNDING;
          case ABOVE_LRU -> own >= other - value - ROUNDING;
        });
  }

  /** One figure in relation to another; above 1 is better. */
  public static double ratio(Metric metric, double own, double other) {
    return metric.lessIsBetter() ? other / own : own / other;
  }

  /** The best that a peer does in a row, or NaN. */
  public static double best(Figures figures, Row row, Metric metric) {
    DoubleStream peers =
        Arrays.stream(Subject.values())
            .filter(subject -> subject.kind() == Subject.Kind.PEER)
            .mapToDouble(subject -> figures.median(row.name(), subject, metric))
            .filter(figure -> !Double.isNaN(figure));
    return (metric.lessIsBetter() ? peers.min() : peers.max()).orElse(Double.NaN);
  }

  private static String number(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%.0f", number)
        : String.format(Locale.ROOT, "%.2f", number).replaceAll("0$", "");
  }
}
