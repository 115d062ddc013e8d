package dev.larder.benchmarks.row;

import java.util.Locale;

/**
 * A figure of a measurement.
 *
 * @param name the name in the measurement
 * @param unit the unit for the reader
 * @param lessIsBetter whether it is a cost
 */
public record Metric(String name, String unit, boolean lessIsBetter) {
  private static final double NOTHING = 0.0005;
  // So that 99.96 counts as 100.
  private static final double ROUNDING = 1.0005;

  /** Operations in a time. */
  public static final Metric SPEED = new Metric("speed", "M ops/s", false);

  /** Bytes that an operation allocates, by JMH's GC profiler. */
  public static final Metric ALLOCATED = new Metric("allocated", "B/op", true);

  /** Bytes of heap for an entry beyond key and value. */
  public static final Metric HEAP = new Metric("heap bytes per entry", "B", true);

  /** The same by walking the object graph. */
  public static final Metric OBJECTS = new Metric("object bytes per entry", "B", true);

  /** From just before the process is started to its first get. */
  public static final Metric START_UP = new Metric("start-up", "ms", true);

  /** The number of files on the class path. */
  public static final Metric JARS = new Metric("jars", "jars", true);

  /** Their total length. */
  public static final Metric JAR_SIZE = new Metric("jar size", "kB", true);

  /** Returns the time that this percentage of operations does not exceed. */
  public static Metric percentile(double percent) {
    String number = percent == Math.rint(percent) ? "" + (int) percent : "" + percent;
    return new Metric(percent == 100 ? "max" : "p" + number, "µs", true);
  }

  /** Returns the hits in a cache whose bound is this percentage of the keys. */
  public static Metric hits(int percent) {
    return new Metric("hit ratio " + percent, "hit ratio", false);
  }

  /** Formats a figure with three digits; a figure close to 0 is shown as 0. */
  public String format(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    if (unit.equals("hit ratio")) {
      return String.format(Locale.ROOT, "%.4f", value);
    }
    double size = Math.abs(value);
    if (size < NOTHING) {
      return "0";
    }
    int digits =
        value == Math.rint(value)
            ? 0
            : (int) Math.max(0, 2 - Math.floor(Math.log10(size * ROUNDING)));
    String pattern = "%." + digits + "f";
    return String.format(Locale.ROOT, pattern, value);
  }
}
