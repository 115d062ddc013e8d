package dev.larder.time;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Counts from the first use of the class, so that readings are small and positive.
 *
 * <p>The recent time is kept by a daemon thread that does nothing else, for user code could stop
 * any other: started with the first user, gone after the last. {@code users} is guarded by this.
 */
final class SystemTicker implements Ticker {
  static final SystemTicker INSTANCE = new SystemTicker(new DaemonThreads("larder-clock"));

  private final ThreadFactory threads;
  private final long origin = System.nanoTime();
  private final Set<Object> users = Collections.newSetFromMap(new IdentityHashMap<>());
  private volatile @Nullable Thread thread;
  private volatile long recent;

  SystemTicker(ThreadFactory threads) {
    this.threads = threads;
  }

  @Override
  public long nanos() {
    return System.nanoTime() - origin;
  }

  @Override
  public long recent() {
    return recent;
  }

  @Override
  public synchronized void follow(Object user) {
    if (thread == null) {
      recent = nanos();
      Thread started = threads.newThread(this::run);
      thread = started;
      try {
        started.start();
      } catch (Throwable e) {
        thread = null;
        throw e;
      }
    }
    users.add(user);
  }

  @Override
  public synchronized void unfollow(Object user) {
    users.remove(user);
    Thread running = thread;
    if (users.isEmpty() && running != null) {
      thread = null;
      LockSupport.unpark(running);
    }
  }

  /** Whether the thread is running: for tests of the life cycle. */
  boolean isRunning() {
    return thread != null;
  }

  private void run() {
    Thread me = Thread.currentThread();
    while (thread == me) {
      recent = nanos();
      LockSupport.parkNanos(this, LAG);
      // Nobody interrupts this thread on purpose: a stray interrupt must not make it spin.
      Thread.interrupted();
    }
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
