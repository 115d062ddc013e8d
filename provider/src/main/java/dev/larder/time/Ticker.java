package dev.larder.time;

import java.util.concurrent.locks.LockSupport;

/**
 * A monotonic source of time, injected so that tests step it instead of sleeping. It starts near
 * zero and never steps back; wall clocks, which do, are not consulted.
 */
public interface Ticker {
  /** A deadline that is never reached. */
  long NEVER = Long.MAX_VALUE;

  /** The time since some fixed origin in nanoseconds, never negative. */
  long nanos();

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

  /** Adds without overflow: whatever passes the end of time is {@link #NEVER}. */
  static long after(long now, long nanos) {
    long sum = now + nanos;
    return sum < now ? NEVER : sum;
  }

  /** Counts from the first use of the class, so that readings are small and positive. */
  enum SystemTicker implements Ticker {
    INSTANCE;

    private final long origin = System.nanoTime();

    @Override
    public long nanos() {
      return System.nanoTime() - origin;
    }

    @Override
    public void parkUntil(long deadline) {
      if (deadline == NEVER) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, deadline - nanos());
      }
    }
  }
}
