package dev.larder.time;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.function.Predicate;

/**
 * A queue of threads that wait for another thread. That thread may be unable to wake them, because
 * its stack has overflowed. So a few of them look often whether they still have to wait, and wake
 * the others. Ten thousand threads that all look often would occupy a processor. Thread-safe.
 *
 * <p>A thread waits by {@code tryAcquireNanos}, which wakes one thread at a time, or by {@code
 * tryAcquireSharedNanos}, which wakes all.
 *
 * @param <T> the type of object that the threads wait for
 */
public final class WaitQueue<T> extends AbstractQueuedSynchronizer {
  private static final long serialVersionUID = 1L;

  /** How many threads look often. */
  private static final int LOOKING = 8;

  /** The longest time after which those look again, in nanoseconds. */
  private static final long OFTEN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** The longest time after which the others look again, in nanoseconds. */
  private static final long SELDOM_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final transient T awaited;
  private final transient Predicate<? super T> endsWait;

  /**
   * Creates an empty queue.
   *
   * @param endsWait returns whether the calling thread need not wait for the object any more. It is
   *     passed with the object, so that a thread whose stack is almost exhausted links no lambda.
   */
  public WaitQueue(T awaited, Predicate<? super T> endsWait) {
    this.awaited = awaited;
    this.endsWait = endsWait;
  }

  @Override
  protected boolean tryAcquire(int ignored) {
    return endsWait.test(awaited);
  }

  @Override
  protected int tryAcquireShared(int ignored) {
    return endsWait.test(awaited) ? 1 : -1;
  }

  @Override
  protected boolean tryRelease(int ignored) {
    return true;
  }

  @Override
  protected boolean tryReleaseShared(int ignored) {
    return true;
  }

  /**
   * Adds the calling thread to those that wait.
   *
   * @return the longest time after which the thread has to look again, in nanoseconds
   */
  public long arrive() {
    return add(1) <= LOOKING ? OFTEN_NANOS : SELDOM_NANOS;
  }

  /** Removes the calling thread from those that wait. */
  public void leave() {
    add(-1);
  }

  private int add(int more) {
    int before = getState();
    while (!compareAndSetState(before, before + more)) {
      before = getState();
    }
    return before + more;
  }
}
