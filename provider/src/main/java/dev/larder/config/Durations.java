package dev.larder.config;

import java.util.concurrent.TimeUnit;
import javax.cache.expiry.Duration;

/** Converts durations of {@code java.time} to durations of {@code javax.cache}. */
public final class Durations {
  private Durations() {}

  /**
   * Returns the duration in milliseconds, the smallest unit of the specification. A fraction of a
   * millisecond is rounded up, so that only zero becomes zero. A duration of more milliseconds than
   * a {@code long} holds becomes {@link Duration#ETERNAL}.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  public static Duration ofJava(java.time.Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("duration must be >= 0: " + duration);
    }
    try {
      return new Duration(TimeUnit.MILLISECONDS, duration.plusNanos(999_999).toMillis());
    } catch (ArithmeticException tooLong) {
      return Duration.ETERNAL;
    }
  }
}
