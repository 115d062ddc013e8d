package dev.larder.store.heap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Locks for the chains of the {@link Table}: a bin has the same one in a table of any size. Held
 * for the walk of a chain, never while waiting, and never while user code runs.
 */
final class BinLocks {
  /** Not more than a table has bins at first. */
  static final int COUNT = 16;

  /** Locks are a cache line apart. */
  private static final int SPACING = 4;

  private static final VarHandle LOCK = MethodHandles.arrayElementVarHandle(int[].class);

  private final int[] locks = new int[(COUNT + 1) << SPACING];

  private static int index(int bin) {
    return ((bin & (COUNT - 1)) + 1) << SPACING;
  }

  /** Takes the lock of a bin; a hash will do as well. */
  void lock(int bin) {
    int index = index(bin);
    for (int tries = 0; !LOCK.compareAndSet(locks, index, 0, 1); tries++) {
      Spin.pause(tries);
    }
  }

  void unlock(int bin) {
    LOCK.setRelease(locks, index(bin), 0);
  }
}
