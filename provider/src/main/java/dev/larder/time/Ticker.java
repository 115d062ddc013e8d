package dev.larder.time;

import java.time.Duration;

/**
 * A monotonic source of time, injected so that tests can advance it instead of sleeping. The time
 * starts near 0 and never decreases. Wall clocks are not used, because they can be set back. Only a
 * value in a store of bytes carries the time of day of its write. Thread-safe.
 */
public interface Ticker {
  /** A deadline that never passes. */
  long NEVER = Long.MAX_VALUE;

  /** The usual maximum lag of {@link #recent()} in nanoseconds. */
  long LAG = 20_000_000;

  /** Returns the time since a fixed origin in nanoseconds, never negative. */
  long nanos();

  /**
   * Returns a cached time in nanoseconds, for code that runs at each read of an entry: reading the
   * clock takes longer than that. It usually lags behind {@link #nanos()} by at most {@link #LAG},
   * and by more if the thread that updates it does not get a processor.
   */
  default long recent() {
    return nanos();
  }

  /** Returns whether this clock has a timer, see {@link #callLater}. */
  default boolean canCallLater() {
    return false;
  }

  /**
   * Schedules a call at or soon after a deadline, by a thread that does not belong to Larder.
   *
   * @param deadline in the terms of {@link #nanos()}; {@link #NEVER} schedules no call
   * @param callee referenced weakly; must return quickly
   * @return false, without effect, if this clock has no timer
   */
  default boolean callLater(long deadline, Runnable callee) {
    return false;
  }

  /**
   * Parks the calling thread until the deadline or an unpark. It may return early for no reason.
   *
   * @param deadline in the terms of {@link #nanos()}; {@link #NEVER} parks without limit
   */
  void parkUntil(long deadline);

  /** Returns the monotonic clock of the system. */
  static Ticker system() {
    return SystemTicker.INSTANCE;
  }

  /** Returns a duration in nanoseconds, {@link #NEVER} if it exceeds a {@code long}. */
  static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException tooLong) {
      return NEVER;
    }
  }

  /** Returns the system's clock with an exact {@link #recent()}, which needs no thread. */
  static Ticker exact() {
    return new Ticker() {
      @Override
      public long nanos() {
        return SystemTicker.INSTANCE.nanos();
      }

      @Override
      public void parkUntil(long deadline) {
        SystemTicker.INSTANCE.parkUntil(deadline);
      }
    };
  }

  /** Returns the sum of a time and a duration in nanoseconds, {@link #NEVER} on overflow. */
  static long after(long now, long nanos) {
    long sum = now + nanos;
    return sum < now ? NEVER : sum;
  }
}
