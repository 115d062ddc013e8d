package dev.larder;

import dev.larder.time.Ticker;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A clock that a test steps, and that stands still for the provider's expiry thread until it is
 * told to sweep: so it is certain who finds an entry that has expired.
 */
public final class SteppedTicker implements Ticker {
  private static final String SWEEPER = "larder-expiry";
  private static final long BEFORE_ALL = -1;
  private static final long PAUSE = 20_000;
  private static final long MOST_WAIT = 20_000_000_000L;

  /** The time for all but the sweeper: written by the test's thread. */
  private final AtomicLong now = new AtomicLong(1);

  /** The time for the sweeper, while it is to sweep; else there is none yet. */
  private volatile long swept;

  /** Whatever wakes the sweeper at other times, it finds nothing due. */
  private volatile boolean sweeping;

  /** What the sweeper was done with when it last went to sleep. */
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

  /** Lets time pass, unnoticed by the sweeper. */
  public void advance(long nanos) {
    now.addAndGet(nanos);
  }

  /** The thread that sweeps: it is started with the first entry that can expire; null before. */
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

  /** Lets the sweeper see the time, and waits until it has done all that is due. */
  public void sweep() {
    Thread running = alive();
    if (running == null) {
      return;
    }
    await("park", () -> sweeper == running);
    long until = now.get();
    // What is stored from now on is due later than what the sweeper has seen.
    swept = now.getAndIncrement();
    sweeping = true;
    await("sweep", () -> idleSince >= until);
    sweeping = false;
  }

  /** Waits for the end of the sweeper's thread, once no cache needs it any more. */
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
