package dev.larder.store.heap;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Locks for the chains of the {@link Table}: a bin has the same one in a table of any size. Held
 * for the walk of a chain, never while waiting, and never while user code runs. Each is made when
 * it is first needed.
 */
final class BinLocks {
  /** Not more than a table has bins at first. */
  static final int COUNT = 16;

  private final AtomicReferenceArray<@Nullable SpinLock> locks = new AtomicReferenceArray<>(COUNT);

  /** As large as a cache line, for the locks may lie side by side. */
  @SuppressWarnings("unused") // the fields take room, and nothing else
  private static final class Padded extends SpinLock {
    long p1;
    long p2;
    long p3;
    long p4;
    long p5;
    long p6;
  }

  /** The lock of a bin; a hash will do as well. */
  SpinLock of(int bin) {
    int index = bin & (COUNT - 1);
    SpinLock known = locks.get(index);
    if (known == null) {
      SpinLock fresh = new Padded();
      SpinLock rival = locks.compareAndExchange(index, null, fresh);
      known = rival == null ? fresh : rival;
    }
    return known;
  }
}
