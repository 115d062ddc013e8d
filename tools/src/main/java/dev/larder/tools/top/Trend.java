package dev.larder.tools.top;

import dev.larder.tools.figures.Activity;
import java.util.OptionalDouble;

/** The number whose course the table shows. */
enum Trend {
  HIT_RATIO("hit ratio", 1),
  GETS("gets/s", 0);

  private final String heading;
  private final double highest;

  Trend(String heading, double highest) {
    this.heading = heading;
    this.highest = highest;
  }

  String heading() {
    return heading;
  }

  /** Returns the number of a full column; 0 for the highest of the series. */
  double highest() {
    return highest;
  }

  /** Returns the number in one interval; NaN if there is none. */
  double of(Activity cache) {
    OptionalDouble number = this == GETS ? cache.getsPerSecond() : cache.recentHitRatio();
    return number.orElse(Double.NaN);
  }

  Trend next() {
    return this == GETS ? HIT_RATIO : GETS;
  }
}
