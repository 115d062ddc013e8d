package dev.larder.time;

import java.time.Duration;

/**
 * A monotonic source of time, injected so that tests step it instead of sleeping. It starts near
 * zero and never steps back; wall clocks, which do, are not consulted.
 */
public interface Ticker {
  /** A deadline that is never reached. */
  long NEVER = Long.MAX_VALUE;

  /** How far {@link #recent()} is behind at most as a rule, in nanoseconds. */
  long LAG = 20_000_000;

  /** The time since some fixed origin in nanoseconds, never negative. */
  long nanos();

  /**
   * A time that is past, for those who cannot wait for the clock: to read it takes longer than to
   * read an entry. Behind {@link #nanos()} by {@link #LAG} at most as a rule, and by more if the
   * machine had no time for the thread that keeps it.
   */
  default long recent() {
    return nanos();
  }

  /** Whether {@link #callLater} does anything. */
  default boolean canCallLater() {
    return false;
  }

  /**
   * Calls at the deadline or soon after, by a thread that is not Larder's.
   *
   * @param callee is held weakly, and must be quick
   * @return false if this clock has no timer: then nothing happens
   */
  default boolean callLater(long deadline, Runnable callee) {
    return false;
  }

  /**
   * Parks the calling thread until the deadline, an unpark, or for no reason.
   *
   * @param deadline in the terms of {@link #nanos()}; {@link #NEVER} parks without limit
   */
  void parkUntil(long deadline);

  /** The system's monotonic clock. */
  static Ticker system() {
    return SystemTicker.INSTANCE;
  }

  /** The nanoseconds of a duration; {@link #NEVER} if no {@code long} can count them. */
  static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException tooLong) {
      return NEVER;
    }
  }

  /** The system's monotonic clock, whose {@link #recent()} is the time itself: for no thread. */
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

  /** Adds without overflow: whatever passes the end of time is {@link #NEVER}. */
  static long after(long now, long nanos) {
    long sum = now + nanos;
    return sum < now ? NEVER : sum;
  }
}
