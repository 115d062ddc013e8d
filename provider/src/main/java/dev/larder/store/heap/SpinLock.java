package dev.larder.store.heap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock that is held for a few instructions, and never while user code runs.
 *
 * <p>The owner releases it by a plain write of {@link #busy} in the frame that has locked it. A
 * write needs no stack, so a caller whose stack overflows leaves no lock taken.
 */
class SpinLock {
  private static final int SPINS = 1_000;
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
    lock(1);
  }

  /**
   * Takes the lock with pauses between the attempts. The owner, whose core has the guarded data,
   * can take the lock again meanwhile. So the data moves to another core less often.
   *
   * @param backoff how often the thread spins between two attempts
   */
  final void lock(int backoff) {
    int tries = 0;
    while (!tryLock()) {
      int spins = tries < SPINS ? backoff : 1;
      for (int i = 1; i < spins; i++) {
        Thread.onSpinWait();
      }
      pause(tries);
      tries += spins;
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
