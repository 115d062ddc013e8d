package dev.larder.valkey;

import dev.larder.store.Action;
import dev.larder.store.StoreContext;
import java.util.concurrent.TimeUnit;

/**
 * An action on an entry, and the time to live that it sets.
 *
 * @param action what to do
 * @param timeToLive in milliseconds, or {@link #KEEP}, or {@link #FOREVER}; 0 expires the entry
 */
record Step(Action action, long timeToLive) {
  /** Leaves the end of an entry's life as it is. */
  static final long KEEP = -1;

  /** No end. */
  static final long FOREVER = -2;

  /** Times beyond this, some 3,000 years, are without end: servers refuse very long ones. */
  private static final long LONGEST = 100_000_000_000_000L;

  private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  /**
   * Returns a step.
   *
   * @param nanos in nanoseconds, as in {@link StoreContext}; rounded up to milliseconds
   */
  static Step of(Action action, long nanos) {
    return new Step(action, millis(nanos));
  }

  static long millis(long nanos) {
    if (nanos == StoreContext.UNCHANGED) {
      return KEEP;
    }
    if (nanos == StoreContext.NEVER) {
      return FOREVER;
    }
    long millis = nanos / NANOS_PER_MILLI + (nanos % NANOS_PER_MILLI > 0 ? 1 : 0);
    return millis > LONGEST ? FOREVER : millis;
  }

  boolean stores() {
    return action.stores() && timeToLive != 0;
  }

  /** Returns the action as the script reads it. */
  String letter() {
    return switch (action) {
      case NONE -> "n";
      case READ -> "t";
      case LOAD, WRITE -> "w";
      case REMOVE -> "d";
    };
  }

  /** Returns the time to live as the script reads it. */
  String time() {
    return timeToLive == KEEP
        ? "keep"
        : timeToLive == FOREVER ? "never" : Long.toString(timeToLive);
  }
}
