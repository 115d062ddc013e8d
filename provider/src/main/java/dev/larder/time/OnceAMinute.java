package dev.larder.time;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Limits warnings about a failure that may occur in each operation. Thread-safe. */
public final class OnceAMinute {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final Ticker ticker;
  private final AtomicLong due = new AtomicLong();

  /** Creates a limit whose first warning is due immediately. */
  public OnceAMinute(Ticker ticker) {
    this.ticker = ticker;
  }

  /** Returns whether a warning is due: a minute has passed since this last returned true. */
  public boolean isDue() {
    long now = ticker.nanos();
    long known = due.get();
    return known <= now && due.compareAndSet(known, Ticker.after(now, MINUTE));
  }
}
