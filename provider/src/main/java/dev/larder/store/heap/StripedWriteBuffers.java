package dev.larder.store.heap;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The {@link WriteBuffer batches} of one store, each made when it is first needed. A thread comes
 * back to the same one, or finds the next that nobody else is at.
 *
 * <p>In a large cache they work ahead: they hold room and victims, and are so few that what they
 * hold makes no difference. In a small cache, and if the bound is by weight, they take a change
 * over from a thread that would have to wait for the policy lock. In a small cache of entries that
 * expire they also keep notes for the timing wheel.
 */
final class StripedWriteBuffers<K, V> {
  /** A batch for so many entries of the bound at most: to choose victims ahead costs hits. */
  private static final int ENTRIES = 64 * WriteBuffer.SIZE;

  private static final int MOST = 64;

  /** So many are enough where they hold neither room nor victims. */
  private static final int FEW = 4;

  private final boolean neverAhead;
  private final AtomicReferenceArray<@Nullable WriteBuffer<K, V>> batches =
      new AtomicReferenceArray<>(
          Integer.highestOneBit(Math.min(4 * Runtime.getRuntime().availableProcessors(), MOST)));

  /** How many of them are in use: a power of two. */
  private volatile int count;

  private volatile boolean ahead;

  /**
   * @param neverAhead whether they shall not work ahead, whatever the bound
   */
  StripedWriteBuffers(long maximum, boolean neverAhead) {
    this.neverAhead = neverAhead;
    fit(maximum);
  }

  /** Whether the batches hold room and victims. */
  boolean areAhead() {
    return ahead;
  }

  /** Has as many in use as suit the bound. */
  void fit(long maximum) {
    long most = neverAhead ? 0 : Math.min((maximum - 1) / ENTRIES, batches.length());
    ahead = most > 0;
    count = ahead ? Integer.highestOneBit((int) most) : Math.min(FEW, batches.length());
  }

  /** A batch that is locked for the calling thread; null if there is none to be had. */
  @Nullable WriteBuffer<K, V> lock() {
    int mask = count - 1;
    int first = first();
    for (int i = 0; i <= mask; i++) {
      WriteBuffer<K, V> batch = get((first + i) & mask);
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

  /** The batch that a thread begins with, not locked. */
  WriteBuffer<K, V> own() {
    return get(first() & (count - 1));
  }

  /** The batch that a thread begins with, not locked; null if it has not been needed yet. */
  @Nullable WriteBuffer<K, V> ownIfAny() {
    return batches.get(first() & (count - 1));
  }

  private static int first() {
    return (int) ((Thread.currentThread().getId() * 0x9E3779B97F4A7C15L) >>> 32);
  }

  private WriteBuffer<K, V> get(int index) {
    WriteBuffer<K, V> batch = batches.get(index);
    if (batch == null) {
      WriteBuffer<K, V> fresh = new WriteBuffer<>();
      WriteBuffer<K, V> rival = batches.compareAndExchange(index, null, fresh);
      batch = rival == null ? fresh : rival;
    }
    return batch;
  }

  /**
   * Does something with all of them, one after the other, each of them locked.
   *
   * @param concerns whether to lock one at all: asked without the lock
   */
  void forEach(Predicate<WriteBuffer<K, V>> concerns, Consumer<WriteBuffer<K, V>> action) {
    for (int i = 0; i < batches.length(); i++) {
      WriteBuffer<K, V> batch = batches.get(i);
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
