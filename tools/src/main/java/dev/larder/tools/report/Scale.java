package dev.larder.tools.report;

import java.util.ArrayList;
import java.util.List;

/** Maps values to positions from 0 to 1 on an axis, linearly or logarithmically. */
record Scale(double low, double high, boolean logarithmic) {
  /** Above this ratio of its ends, an axis of cache sizes is logarithmic. */
  private static final double WIDE = 20;

  private static final double[] STEPS = {1, 2, 5, 10};

  /** Returns an axis of cache sizes. */
  static Scale ofSizes(double low, double high) {
    double end = Math.max(high, low + 1);
    return new Scale(low, end, end / low > WIDE);
  }

  /** Returns an axis from 0 to a round share that is not below the given one. */
  static Scale ofShares(double highest) {
    double[] round = {0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8};
    for (double end : round) {
      if (highest <= end) {
        return new Scale(0, end, false);
      }
    }
    return new Scale(0, 1, false);
  }

  double position(double value) {
    return logarithmic
        ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }

  double valueAt(double position) {
    return logarithmic ? low * Math.pow(high / low, position) : low + position * (high - low);
  }

  /** Returns round values on the axis, ascending: 1, 2, 5, 10, 20 ... or in equal steps. */
  List<Double> ticks() {
    return logarithmic ? logarithmicTicks() : linearTicks();
  }

  private List<Double> logarithmicTicks() {
    List<Double> ticks = new ArrayList<>();
    for (double decade = Math.pow(10, Math.floor(Math.log10(low))); decade <= high; decade *= 10) {
      for (double step : new double[] {1, 2, 5}) {
        if (decade * step >= low && decade * step <= high) {
          ticks.add(decade * step);
        }
      }
    }
    return ticks;
  }

  private List<Double> linearTicks() {
    double step = linearStep();
    List<Double> ticks = new ArrayList<>();
    // Multiples rather than sums, with a margin at the end, so that rounding errors cost no tick.
    for (long i = (long) Math.ceil(low / step); i * step <= high + step / 1e6; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** Returns the smallest round step that makes at most six ticks. */
  private double linearStep() {
    double atLeast = (high - low) / 5;
    double decade = Math.pow(10, Math.floor(Math.log10(atLeast)));
    for (double step : STEPS) {
      if (step * decade >= atLeast * (1 - 1e-9)) {
        return step * decade;
      }
    }
    return 10 * decade;
  }
}
