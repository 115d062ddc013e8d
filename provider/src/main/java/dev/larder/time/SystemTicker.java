package dev.larder.time;

import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * The system clock. The time starts at 0 with the first use of the class.
 *
 * <p>A dedicated daemon thread updates the cached time, because user code could block any other
 * thread. It runs while the cached time is read often, and ends a quarter of a second after the
 * last read. Without the thread each read takes the exact time.
 */
final class SystemTicker implements Ticker {
  /**
   * Whether this is a native image of GraalVM, where no class can be defined and no class loader
   * can leak. A plain task waits there, and {@link JdkTimer} is not used.
   */
  private static final boolean IN_IMAGE =
      System.getProperty("org.graalvm.nativeimage.imagecode") != null;

  static final SystemTicker INSTANCE = new SystemTicker(new DaemonThreads("larder-clock"));

  /** The cached time while no thread updates it. */
  private static final long UNKNOWN = -1;

  /** Number of updates without a read after which the thread ends. */
  private static final int IDLE_STEPS = 12;

  /** Number of reads per start of the thread, so that occasional reads do not start it. */
  private static final int READINGS = 64;

  private final ThreadFactory threads;
  private final long origin = System.nanoTime();
  private final AtomicBoolean running = new AtomicBoolean();

  /** The cached time in nanoseconds. */
  private volatile long recent = UNKNOWN;

  /** Whether the cached time was read since the last update. Plain: a lost write costs a start. */
  private boolean isRead;

  /** Counts reads without a thread. Plain: lost counts delay the start. */
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
        // The system cannot create a thread. A later read tries again.
      } finally {
        if (!started) {
          running.set(false);
        }
      }
    }
    return nanos();
  }

  /** Returns whether the thread is running. For tests. */
  boolean isRunning() {
    return running.get();
  }

  private void run() {
    try {
      for (int idle = 0; idle < IDLE_STEPS; idle = isRead ? 0 : idle + 1) {
        isRead = false;
        recent = nanos();
        LockSupport.parkNanos(this, LAG);
        // No thread of Larder interrupts this one. A stray interrupt must not make it spin.
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
    if (deadline == NEVER) {
      return true;
    }
    long delay = deadline - nanos();
    if (!IN_IMAGE) {
      JdkTimer.call(delay, callee);
      return true;
    }
    WeakReference<Runnable> reference = new WeakReference<>(callee);
    CompletableFuture.delayedExecutor(delay, TimeUnit.NANOSECONDS, Runnable::run)
        .execute(
            () -> {
              Runnable alive = reference.get();
              if (alive != null) {
                alive.run();
              }
            });
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
