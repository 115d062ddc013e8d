package dev.larder.memo;

import dev.larder.time.Scheduler;
import dev.larder.time.Ticker;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Expiry without a thread, which would keep a function alive that nobody uses: what is due goes
 * when something is computed. Until then it is not seen.
 */
final class InlineExpiry implements Scheduler {
  private final AtomicLong next = new AtomicLong(Ticker.NEVER);
  private volatile Task due = now -> Ticker.NEVER;

  @Override
  public void add(Task task) {
    due = task;
  }

  @Override
  public void remove(Task task) {
    due = now -> Ticker.NEVER;
  }

  @Override
  public void wakeAt(long deadline) {
    next.accumulateAndGet(deadline, Math::min);
  }

  /** Does what is due; threads that come at once may all do it. */
  void run(long now) {
    if (next.get() <= now) {
      next.set(Ticker.NEVER);
      long again = Ticker.after(now, 1_000_000_000);
      try {
        again = due.run(now);
      } finally {
        wakeAt(again);
      }
    }
  }
}
