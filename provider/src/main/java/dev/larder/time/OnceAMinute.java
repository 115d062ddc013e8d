package dev.larder.time;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Says when to log a fault that may come with every operation. Thread-safe. */
public final class OnceAMinute {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final Ticker ticker;
  private final AtomicLong due = new AtomicLong();

  public OnceAMinute(Ticker ticker) {
    this.ticker = ticker;
  }

  /** Whether a minute has passed since the last time that the answer was yes. */
  public boolean isDue() {
    long now = ticker.nanos();
    long known = due.get();
    return known <= now && due.compareAndSet(known, Ticker.after(now, MINUTE));
  }
}
