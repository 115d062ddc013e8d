package dev.larder.tools.report;

import java.time.Duration;
import java.util.Locale;

/** Formats numbers for people, the same in every locale. */
final class Figures {
  private Figures() {}

  /** {@code 1,234,567}. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** {@code 12.34 %}. */
  static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * ratio);
  }

  /**
   * Formats a share with as few digits as possible: {@code 10 %}, {@code 2.5 %}, {@code 0.013 %}.
   */
  static String share(double ratio) {
    double percent = 100 * ratio;
    if (percent >= 9.95 || percent == 0) {
      return String.format(Locale.ROOT, "%.0f %%", percent);
    }
    String text = String.format(Locale.ROOT, percent >= 0.95 ? "%.1f" : "%.2g", percent);
    return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " %";
  }

  /** Formats a difference of ratios in points: {@code +0.03}, {@code -1.20}, {@code 0}. */
  static String points(double difference) {
    String text = String.format(Locale.ROOT, "%+.2f", 100 * difference);
    return text.substring(1).equals("0.00") ? "0" : text;
  }

  /** {@code 950 ms}, {@code 2.31 s}, {@code 61.4 s}. */
  static String time(long nanos) {
    double seconds = nanos / 1e9;
    if (seconds < 1) {
      return String.format(Locale.ROOT, "%.0f ms", seconds * 1e3);
    }
    return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
  }

  /** {@code 90s}, {@code 1500ms}. */
  static String duration(Duration time) {
    return time.toMillisPart() == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
  }

  /** {@code 0.42 µs}. */
  static String micros(double micros) {
    return String.format(Locale.ROOT, "%.2f µs", micros);
  }

  /** {@code 3.4x}. */
  static String times(double factor) {
    return String.format(Locale.ROOT, factor < 10 ? "%.1fx" : "%.0fx", factor);
  }

  /** Formats a tick of an axis: {@code 500}, {@code 2k}, {@code 1.5M}. */
  static String tick(double value) {
    if (value >= 1e6) {
      return plain(value / 1e6) + "M";
    }
    return value >= 1e3 ? plain(value / 1e3) + "k" : plain(value);
  }

  private static String plain(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.replaceAll("\\.?0+$", "");
  }
}
