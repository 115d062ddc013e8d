package dev.larder.config;

import java.util.concurrent.TimeUnit;
import javax.cache.expiry.Duration;

/** The durations of {@code java.time} and of {@code javax.cache}. */
public final class Durations {
  private Durations() {}

  /**
   * The same time in milliseconds, the smallest unit of the specification; a fraction of one is
   * rounded up, so that only zero is zero. What no {@code long} can count is eternal.
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
