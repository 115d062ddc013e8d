package dev.larder.time;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts from the first use of the class, so that readings are small and positive.
 *
 * <p>The recent time is kept by a daemon thread that does nothing else, because user code could
 * stop any other. The thread runs while the recent time is read often, and ends a quarter of a
 * second after the last reading; without it every reading asks the system.
 */
final class SystemTicker implements Ticker {
  static final SystemTicker INSTANCE = new SystemTicker(new DaemonThreads("larder-clock"));

  /** No time, because no thread keeps it. */
  private static final long UNKNOWN = -1;

  /** After so many steps that were not read the thread ends. */
  private static final int IDLE_STEPS = 12;

  /** One in so many readings starts the thread: who reads now and then does without it. */
  private static final int READINGS = 64;

  private final ThreadFactory threads;
  private final long origin = System.nanoTime();
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile long recent = UNKNOWN;

  /** Whether the recent time was read since the last step. Plain: a lost note costs a start. */
  private boolean isRead;

  /** Counts readings without a thread. Plain: lost counts delay the start. */
  private int readings;

  SystemTicker(ThreadFactory threads) {
    this.threads = threads;
  }

  @Override
  public long nanos() {
    return System.nanoTime() - origin;
  }

  @Override
  public long recent() {
    long known = recent;
    if (known == UNKNOWN) {
      return readExactly();
    }
    if (!isRead) {
      isRead = true;
    }
    return known;
  }

  private long readExactly() {
    if (++readings % READINGS == 0 && running.compareAndSet(false, true)) {
      boolean started = false;
      try {
        threads.newThread(this::run).start();
        started = true;
      } catch (OutOfMemoryError e) {
        // The system has no thread to give: a later reading tries again.
      } finally {
        if (!started) {
          running.set(false);
        }
      }
    }
    return nanos();
  }

  /** Whether the thread is running: for tests of the life cycle. */
  boolean isRunning() {
    return running.get();
  }

  private void run() {
    try {
      for (int idle = 0; idle < IDLE_STEPS; idle = isRead ? 0 : idle + 1) {
        isRead = false;
        recent = nanos();
        LockSupport.parkNanos(this, LAG);
        // No thread interrupts this one on purpose, and a stray interrupt must not make it spin.
        Thread.interrupted();
      }
    } finally {
      recent = UNKNOWN;
      running.set(false);
    }
  }

  @Override
  public boolean canCallLater() {
    return true;
  }

  @Override
  public boolean callLater(long deadline, Runnable callee) {
    if (deadline != NEVER) {
      JdkTimer.call(deadline - nanos(), callee);
    }
    return true;
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
