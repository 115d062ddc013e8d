package dev.larder.store.heap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock that is held for a few instructions, and never while user code runs.
 *
 * <p>The frame that has locked it releases it by an assignment to {@link #busy}. An assignment
 * needs no stack, so a caller whose stack overflows leaves no lock taken.
 */
class SpinLock {
  private static final int SPINS = 1_000;

  /** How often a thread spins between two attempts to take a lock with backoff. */
  private static final int BACKOFF = 256;

  /** After how many such attempts the thread yields. */
  private static final int BACKOFFS = 16;

  private static final int YIELDS = 64;
  private static final long NAP_NANOS = 50_000;

  private static final VarHandle BUSY;

  static {
    try {
      BUSY = MethodHandles.lookup().findVarHandle(SpinLock.class, "busy", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Whether the lock is taken. */
  volatile boolean busy;

  final boolean tryLock() {
    return !busy && BUSY.compareAndSet(this, false, true);
  }

  final void lock() {
    for (int tries = 0; !tryLock(); tries++) {
      pause(tries);
    }
  }

  /**
   * Takes the lock, with long pauses between the attempts. The owner, whose core has the guarded
   * data, can take the lock again meanwhile. So the data moves to another core less often.
   */
  final void lockWithBackoff() {
    for (int tries = 0; !tryLock(); tries++) {
      if (tries < BACKOFFS) {
        for (int i = 0; i < BACKOFF; i++) {
          Thread.onSpinWait();
        }
      } else {
        pause(SPINS + tries - BACKOFFS);
      }
    }
  }

  /**
   * Waits for another thread to finish a few instructions, even if that thread is not running:
   * first by spinning, then by yielding, then by sleeping for a moment.
   *
   * @param tries how often the caller has waited already
   */
  @SuppressWarnings("ThreadPriorityCheck") // yielding only shortens the wait: sleeping follows
  static void pause(int tries) {
    if (tries < SPINS) {
      Thread.onSpinWait();
    } else if (tries < SPINS + YIELDS) {
      Thread.yield();
    } else {
      LockSupport.parkNanos(NAP_NANOS);
    }
  }
}
