package dev.larder.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a {@link KeyQueue}. It is held while listeners run. Not reentrant.
 *
 * <p>A frame whose stack has overflowed cannot call {@link #unlock}. It releases the lock by a
 * write of {@link #owner}. The first waiting threads see that after 50 milliseconds at most.
 */
final class DeliveryLock {
  /** The longest wait of the first {@link #LOOKING} waiting threads, before they look again. */
  private static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final int LOOKING = 8;

  /** The longest wait of the others: ten thousand that look often would occupy a processor. */
  private static final long LONG_WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final VarHandle OWNER;
  private static final VarHandle WAITERS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      OWNER = lookup.findVarHandle(DeliveryLock.class, "owner", Thread.class);
      WAITERS = lookup.findVarHandle(DeliveryLock.class, "waiters", Waiters.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The thread that has the lock, or null. */
  volatile @Nullable Thread owner;

  /** The first thread that waits creates it. */
  private volatile @Nullable Waiters waiters;

  boolean tryLock() {
    return owner == null && OWNER.compareAndSet(this, null, Thread.currentThread());
  }

  /**
   * Waits for the lock. An interrupt ends a limited wait only. The thread stays interrupted.
   *
   * @param maxWait the longest wait in nanoseconds; {@link Dispatcher#FOREVER} for no limit
   * @return whether the calling thread has the lock now
   */
  boolean lock(long maxWait) {
    Waiters waiting = waiters();
    boolean isInterrupted = false;
    long start = System.nanoTime();
    int position = waiting.add(1);
    try {
      while (true) {
        long left = maxWait - (System.nanoTime() - start);
        long wait = Math.min(left, position <= LOOKING ? MAX_WAIT_NANOS : LONG_WAIT_NANOS);
        try {
          if (waiting.tryAcquireNanos(1, wait)) {
            return true;
          }
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
        if (maxWait != Dispatcher.FOREVER && (isInterrupted || wait == left)) {
          return false;
        }
      }
    } finally {
      waiting.add(-1);
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Releases the lock, and wakes a waiting thread. */
  void unlock() {
    owner = null;
    Waiters waiting = waiters;
    if (waiting != null) {
      waiting.release(1);
    }
  }

  private Waiters waiters() {
    Waiters known = waiters;
    if (known == null) {
      Waiters fresh = new Waiters(this);
      known = (Waiters) WAITERS.compareAndExchange(this, null, fresh);
      known = known == null ? fresh : known;
    }
    return known;
  }

  /** The queue of the waiting threads. */
  private static final class Waiters extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1L;

    private final transient DeliveryLock lock;

    Waiters(DeliveryLock lock) {
      this.lock = lock;
    }

    /** Changes the number of waiting threads, and returns it. */
    int add(int more) {
      int before = getState();
      while (!compareAndSetState(before, before + more)) {
        before = getState();
      }
      return before + more;
    }

    @Override
    protected boolean tryAcquire(int ignored) {
      return lock.tryLock();
    }

    @Override
    protected boolean tryRelease(int ignored) {
      return true;
    }
  }
}
