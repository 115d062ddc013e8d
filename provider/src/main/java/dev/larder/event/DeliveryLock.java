package dev.larder.event;

import dev.larder.time.WaitQueue;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a {@link KeyQueue}. It is held while listeners run. Not reentrant.
 *
 * <p>A frame whose stack has overflowed cannot call {@link #unlock}. It releases the lock by a
 * write of {@link #owner}. The first waiting threads see that after 50 milliseconds at most.
 */
final class DeliveryLock {
  private static final AtomicReferenceFieldUpdater<DeliveryLock, @Nullable Thread> OWNER =
      AtomicReferenceFieldUpdater.newUpdater(DeliveryLock.class, Thread.class, "owner");

  @SuppressWarnings("rawtypes") // an updater takes the raw class
  private static final AtomicReferenceFieldUpdater<DeliveryLock, @Nullable WaitQueue> WAITERS =
      AtomicReferenceFieldUpdater.newUpdater(DeliveryLock.class, WaitQueue.class, "waiters");

  private static final Predicate<DeliveryLock> TRY_LOCK = DeliveryLock::tryLock;

  volatile @Nullable Thread owner;

  /** The first thread that waits creates it. */
  private volatile @Nullable WaitQueue<DeliveryLock> waiters;

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
    WaitQueue<DeliveryLock> waiting = waiters();
    boolean isInterrupted = false;
    long start = System.nanoTime();
    long longest = waiting.arrive();
    try {
      while (true) {
        long left = maxWait - (System.nanoTime() - start);
        long wait = Math.min(left, longest);
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
      waiting.leave();
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Releases the lock, and wakes a waiting thread. */
  void unlock() {
    owner = null;
    WaitQueue<DeliveryLock> waiting = waiters;
    if (waiting != null) {
      waiting.release(1);
    }
  }

  private WaitQueue<DeliveryLock> waiters() {
    if (waiters == null) {
      WAITERS.compareAndSet(this, null, new WaitQueue<>(this, TRY_LOCK));
    }
    return Objects.requireNonNull(waiters);
  }
}
