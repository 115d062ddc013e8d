package dev.larder.store.heap;

import java.util.Arrays;

/**
 * Locks for the chains of the {@link Table}: a bin has the same one in a table of any size. Held
 * for the walk of a chain, never while waiting, and never while user code runs.
 */
final class BinLocks {
  /** Not more than a table has bins at first. */
  static final int COUNT = 16;

  /** What is made at once lies side by side: so the locks in use are a cache line apart. */
  private static final int SPACING = 4;

  private final SpinLock[] locks = new SpinLock[COUNT * SPACING];

  BinLocks() {
    Arrays.setAll(locks, i -> new SpinLock());
  }

  /** The lock of a bin; a hash will do as well. */
  SpinLock of(int bin) {
    return locks[(bin & (COUNT - 1)) * SPACING];
  }
}
