package dev.larder;

import dev.larder.time.Ticker;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A clock that a test steps. For the provider's expiry thread it stands still until the test
 * requests a sweep, so that it is certain which thread finds an expired entry.
 */
public final class SteppedTicker implements Ticker {
  private static final String SWEEPER = "larder-expiry";
  private static final long BEFORE_ALL = -1;
  private static final long PAUSE = 20_000;
  private static final long MOST_WAIT = 20_000_000_000L;

  /** The time for all threads except the expiry thread; written by the test's thread. */
  private final AtomicLong now = new AtomicLong(1);

  /** The time for the expiry thread during a sweep. */
  private volatile long swept;

  /** Outside a sweep the expiry thread sees a time before all entries, so nothing is due. */
  private volatile boolean sweeping;

  /** The time that the expiry thread had seen when it last went to sleep. */
  private volatile long idleSince = -1;

  private volatile @Nullable Thread sweeper;

  @Override
  public long nanos() {
    if (isSweeper(Thread.currentThread())) {
      return sweeping ? swept : BEFORE_ALL;
    }
    return now.get();
  }

  private static boolean isSweeper(Thread thread) {
    return thread.getName().equals(SWEEPER);
  }

  /** Advances the time without waking the expiry thread. */
  public void advance(long nanos) {
    now.addAndGet(nanos);
  }

  /** Returns the expiry thread, which starts with the first entry that can expire; null before. */
  private static @Nullable Thread alive() {
    Thread[] threads = new Thread[Thread.activeCount() + 16];
    int count = Thread.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (isSweeper(threads[i])) {
        return threads[i];
      }
    }
    return null;
  }

  /**
   * Lets the expiry thread see the current time, and waits until it has removed all due entries.
   */
  public void sweep() {
    Thread running = alive();
    if (running == null) {
      return;
    }
    await("park", () -> sweeper == running);
    long until = now.get();
    // Entries that are stored from now on are due after the time that the expiry thread sees.
    swept = now.getAndIncrement();
    sweeping = true;
    await("sweep", () -> idleSince >= until);
    sweeping = false;
  }

  /** Waits for the end of the expiry thread, once no cache needs it. */
  public void awaitEnd() {
    Thread last = alive();
    if (last != null) {
      sweeper = last;
      await("end", () -> !last.isAlive());
    }
    sweeper = null;
  }

  private void await(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      LockSupport.unpark(sweeper);
      if (System.nanoTime() - start > MOST_WAIT) {
        throw new AssertionError("the expiry thread does not " + what);
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  @Override
  public void parkUntil(long deadline) {
    sweeper = Thread.currentThread();
    long seen = nanos();
    if (seen < deadline) {
      idleSince = seen;
      LockSupport.park(this);
    }
  }
}
