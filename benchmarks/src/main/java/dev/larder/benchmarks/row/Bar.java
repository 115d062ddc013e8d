package dev.larder.benchmarks.row;

import dev.larder.benchmarks.Subject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The target of Larder in a line. Ratios are inverted for costs, so that more is always better.
 *
 * @param of the subject that has to reach it
 * @param against the reference
 * @param row the other row, if it is the reference
 * @param value the ratio, the figure or the distance
 */
public record Bar(Subject of, Against against, String row, double value) {
  // The tolerance for figures that should be exact but for the JVM's own activity.
  private static final double ROUNDING = 1e-9;

  /** The reference of a target. */
  public enum Against {
    /** The unbounded map. */
    MAP,
    /** The best of the peers in that line. */
    BEST,
    /** Larder itself, in another row. */
    OWN,
    /** Larder's cache, in this row. */
    CACHE,
    /** An absolute figure. */
    FIGURE,
    /** The hit ratio of exact LRU, within a distance. */
    NEAR_LRU,
    /** The hit ratio of exact LRU, minus a distance. */
    ABOVE_LRU
  }

  /** Returns a minimum ratio to the map. */
  public static Bar map(double ratio) {
    return new Bar(Subject.LARDER, Against.MAP, "", ratio);
  }

  /** Returns a minimum ratio to the best peer. */
  public static Bar best(double ratio) {
    return new Bar(Subject.LARDER, Against.BEST, "", ratio);
  }

  /** Returns a minimum ratio to another row of Larder's. */
  public static Bar own(String row, double ratio) {
    return new Bar(Subject.LARDER, Against.OWN, row, ratio);
  }

  /** Returns a minimum ratio of the memoizer to a plain get. */
  public static Bar memoizer(double ratio) {
    return new Bar(Subject.MEMOIZER, Against.CACHE, "", ratio);
  }

  /** Returns a minimum ratio of a watched cache to one that is not. */
  public static Bar watched(double ratio) {
    return new Bar(Subject.LARDER_WATCHED, Against.CACHE, "", ratio);
  }

  /** Returns a maximum. */
  public static Bar atMost(double figure) {
    return new Bar(Subject.LARDER, Against.FIGURE, "", figure);
  }

  /** Returns a hit ratio that differs from exact LRU's by at most the distance. */
  public static Bar nearLru(double distance) {
    return new Bar(Subject.LARDER, Against.NEAR_LRU, "", distance);
  }

  /** Returns a hit ratio that is below exact LRU's by at most the distance. */
  public static Bar aboveLru(double distance) {
    return new Bar(Subject.LARDER_ADAPTIVE, Against.ABOVE_LRU, "", distance);
  }

  /** Returns the text for the table. */
  public String text(Metric metric) {
    return switch (against) {
      case MAP -> number(value) + " of map";
      case BEST ->
          metric.lessIsBetter() ? "at most best / " + number(value) : number(value) + " × best";
      case OWN -> number(value) + " of own '" + row + "'";
      case CACHE ->
          of == Subject.MEMOIZER
              ? "memoizer: " + number(value) + " of Cache.get"
              : "watched: " + number(value) + " of Larder";
      case FIGURE -> "at most " + number(value);
      case NEAR_LRU -> "within " + number(100 * value) + " points of exact LRU";
      case ABOVE_LRU -> "adaptive: at most " + number(100 * value) + " points below exact LRU";
    };
  }

  /** Returns whether the target is met, or empty if figures are missing. */
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

  /** Returns the ratio of two figures; above 1 is better. */
  public static double ratio(Metric metric, double own, double other) {
    return metric.lessIsBetter() ? other / own : own / other;
  }

  /** Returns the best figure of the peers in a row, or NaN. */
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
