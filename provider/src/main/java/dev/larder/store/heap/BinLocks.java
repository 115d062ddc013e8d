package dev.larder.store.heap;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The locks of the bins of a {@link Table}, each created when it is first needed. The holder of the
 * lock of a bin unlinks or moves its nodes. A bin and the bins to which its nodes move have the
 * same lock, because no array has fewer bins than there are locks.
 */
final class BinLocks {
  static final int LOCKS = 16;

  private final AtomicReferenceArray<@Nullable SpinLock> locks = new AtomicReferenceArray<>(LOCKS);

  /** As large as a cache line, because the locks may lie side by side. */
  @SuppressWarnings("unused") // the fields only take space
  private static final class PaddedLock extends SpinLock {
    long p1;
    long p2;
    long p3;
    long p4;
    long p5;
    long p6;
  }

  /**
   * Returns the lock of a bin.
   *
   * @param bin the number of the bin in an array of any length, or a hash that belongs there
   */
  SpinLock of(int bin) {
    int index = bin & (LOCKS - 1);
    SpinLock known = locks.get(index);
    if (known == null) {
      SpinLock fresh = new PaddedLock();
      SpinLock rival = locks.compareAndExchange(index, null, fresh);
      known = rival == null ? fresh : rival;
    }
    return known;
  }
}
