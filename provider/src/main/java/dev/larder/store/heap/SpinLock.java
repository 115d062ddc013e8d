package dev.larder.store.heap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A lock for a few instructions, which is never held while user code runs. */
class SpinLock {
  private static final VarHandle BUSY;

  static {
    try {
      BUSY = MethodHandles.lookup().findVarHandle(SpinLock.class, "busy", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Written directly where no call can be made: there may be no stack left for one. */
  volatile boolean busy;

  final boolean tryLock() {
    return !busy && BUSY.compareAndSet(this, false, true);
  }

  final void lock() {
    for (int tries = 0; !tryLock(); tries++) {
      Spin.pause(tries);
    }
  }

  final void unlock() {
    BUSY.setRelease(this, false);
  }
}
