package dev.larder.store.heap;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Batch batches} of one store, each made when it is first needed. A thread comes back to
 * the same one, or finds the next that nobody else is at.
 *
 * <p>There are none in a small cache, whose order is exact, and none if the bound is by weight. In
 * others they are so few that what they hold makes no difference.
 */
final class Batches<K, V> {
  /** A batch for so many entries of the bound at most: to choose victims ahead costs hits. */
  private static final int ENTRIES = 64 * Batch.SIZE;

  private static final int MOST = 64;

  private final boolean none;
  private final AtomicReferenceArray<@Nullable Batch<K, V>> batches =
      new AtomicReferenceArray<>(
          Integer.highestOneBit(Math.min(4 * Runtime.getRuntime().availableProcessors(), MOST)));

  /** How many of them are in use: a power of two, or 0. */
  private volatile int count;

  /**
   * @param none whether there shall be none, whatever the bound
   */
  Batches(long maximum, boolean none) {
    this.none = none;
    fit(maximum);
  }

  /** Has as many in use as suit the bound. */
  void fit(long maximum) {
    long most = none ? 0 : Math.min((maximum - 1) / ENTRIES, batches.length());
    count = Integer.highestOneBit((int) most);
  }

  /** A batch that is locked for the calling thread; null if there is none to be had. */
  @Nullable Batch<K, V> lock() {
    int mask = count - 1;
    int first = (int) ((Thread.currentThread().getId() * 0x9E3779B97F4A7C15L) >>> 32);
    for (int i = 0; i <= mask; i++) {
      Batch<K, V> batch = get((first + i) & mask);
      if (batch.tryLock()) {
        if (count == mask + 1) {
          return batch;
        }
        // It may just have been emptied, and put out of use.
        batch.busy = false;
        return null;
      }
    }
    return null;
  }

  private Batch<K, V> get(int index) {
    Batch<K, V> batch = batches.get(index);
    if (batch == null) {
      Batch<K, V> fresh = new Batch<>();
      Batch<K, V> rival = batches.compareAndExchange(index, null, fresh);
      batch = rival == null ? fresh : rival;
    }
    return batch;
  }

  /**
   * Does something with all of them, one after the other, each of them locked.
   *
   * @param concerns whether to lock one at all: asked without the lock
   */
  void forEach(Predicate<Batch<K, V>> concerns, Consumer<Batch<K, V>> action) {
    for (int i = 0; i < batches.length(); i++) {
      Batch<K, V> batch = batches.get(i);
      if (batch != null && concerns.test(batch)) {
        batch.lock();
        try {
          action.accept(batch);
        } finally {
          batch.busy = false;
        }
      }
    }
  }
}
