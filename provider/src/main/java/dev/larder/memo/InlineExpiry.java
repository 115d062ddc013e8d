package dev.larder.memo;

import dev.larder.time.Scheduler;
import dev.larder.time.Ticker;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs expiry in the threads that compute results. A thread of its own would keep an unused
 * function reachable. Until an expired entry is removed, reads do not return it. Thread-safe.
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

  /**
   * Runs the task if it is due. Concurrent callers may all run it. A task that fails is retried a
   * second later.
   */
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
