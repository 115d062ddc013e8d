package dev.larder.time;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;

/**
 * A queue of threads that wait for another thread. That thread may be unable to wake them, because
 * its stack has overflowed. So a few of them look often whether they still have to wait, and wake
 * the others. Ten thousand threads that all look often would occupy a processor. Thread-safe.
 */
public abstract class WaitQueue extends AbstractQueuedSynchronizer {
  private static final long serialVersionUID = 1L;

  /** How many threads look often. */
  private static final int LOOKING = 8;

  /** The longest time after which those look again, in nanoseconds. */
  private static final long OFTEN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** The longest time after which the others look again, in nanoseconds. */
  private static final long SELDOM_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Creates an empty queue. */
  protected WaitQueue() {}

  /**
   * Adds the calling thread to those that wait.
   *
   * @return the longest time after which the thread has to look again, in nanoseconds
   */
  public final long arrive() {
    return add(1) <= LOOKING ? OFTEN_NANOS : SELDOM_NANOS;
  }

  /** Removes the calling thread from those that wait. */
  public final void leave() {
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
