package dev.larder;

import dev.larder.time.Ticker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A clock that a test advances. Each step wakes the threads that wait for the clock. Thread-safe.
 */
public final class ManualTicker implements Ticker {
  private final AtomicLong now = new AtomicLong();
  private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

  /** Advances the time. */
  public void advance(Duration duration) {
    now.addAndGet(duration.toNanos());
    waiting.forEach(LockSupport::unpark);
  }

  @Override
  public long nanos() {
    return now.get();
  }

  @Override
  public void parkUntil(long deadline) {
    Thread me = Thread.currentThread();
    waiting.add(me);
    try {
      if (nanos() < deadline) {
        LockSupport.park(this);
      }
    } finally {
      waiting.remove(me);
    }
  }
}
