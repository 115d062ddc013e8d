package dev.larder;

import dev.larder.time.Ticker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A clock that a test steps. Threads that wait for it are woken by the step that they wait for. */
public final class ManualTicker implements Ticker {
  private final AtomicLong now = new AtomicLong();
  private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

  /** Lets time pass. */
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
