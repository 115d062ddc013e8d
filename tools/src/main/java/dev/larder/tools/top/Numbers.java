package dev.larder.tools.top;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/** Formats numbers for narrow columns, the same in every locale. */
final class Numbers {
  /** What stands for a number that is not known. */
  static final String NONE = "-";

  private Numbers() {}

  /** {@code 0.4}, {@code 17}, {@code 1.2k}, {@code 345k}, {@code 1.2M}. */
  static String compact(double value) {
    if (value < 9.95) {
      return value == Math.rint(value) ? format("%.0f", value) : format("%.1f", value);
    }
    if (value < 999.5) {
      return format("%.0f", value);
    }
    String[] units = {"k", "M", "G", "T", "P", "E"};
    double scaled = value / 1e3;
    int unit = 0;
    while (scaled >= 999.5 && unit < units.length - 1) {
      scaled /= 1e3;
      unit++;
    }
    return format(scaled < 9.95 ? "%.1f" : "%.0f", scaled) + units[unit];
  }

  /** {@code 97.3}. */
  static String percent(double ratio) {
    return format("%.1f", 100 * ratio);
  }

  /** {@code 35us}, {@code 1.2ms}, {@code 3.4s}. */
  static String time(double micros) {
    if (micros < 999.5) {
      return format(micros < 9.95 ? "%.1fus" : "%.0fus", micros);
    }
    double millis = micros / 1e3;
    return millis < 999.5
        ? format(millis < 9.95 ? "%.1fms" : "%.0fms", millis)
        : format("%.1fs", millis / 1e3);
  }

  /** {@code 1,234,567}. */
  static String exact(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Formats a number if it is known. */
  static String orNone(OptionalDouble value, DoubleFunction<String> format) {
    return value.isPresent() ? format.apply(value.getAsDouble()) : NONE;
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
