package dev.larder.store.heap;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notes of reads that wait to be applied to the recency order in a batch, so that a read takes no
 * lock (after Ding, Jiang and Zhang, "BP-Wrapper", ICDE 2009). Striped by thread; within a stripe
 * the order is kept. A note is dropped only when its stripe is full or contended.
 *
 * <p>A stripe is a ring: writers reserve a slot by moving {@code tail}, then fill it; the one
 * reader empties slots and moves {@code head}, stopping at a slot that is reserved but not yet
 * filled.
 */
final class ReadBuffer<T> {
  private static final int STRIPES = stripes();
  private static final int CAPACITY = 32;

  private final AtomicReferenceArray<@Nullable Stripe<T>> stripes =
      new AtomicReferenceArray<>(STRIPES);

  private static int stripes() {
    int wanted = 4 * Runtime.getRuntime().availableProcessors();
    return Integer.highestOneBit(Math.max(1, wanted - 1)) << 1;
  }

  /** Notes a read; false if the notes should be applied now because the stripe is full. */
  boolean offer(T item) {
    long id = Thread.currentThread().getId();
    int index = (int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & (STRIPES - 1);
    Stripe<T> stripe = stripes.get(index);
    if (stripe == null) {
      Stripe<T> fresh = new Stripe<>();
      stripe = stripes.compareAndSet(index, null, fresh) ? fresh : stripes.get(index);
    }
    return stripe == null || stripe.offer(item);
  }

  /** Gives every note to the consumer. One caller at a time: guarded by the policy lock. */
  void drain(Consumer<T> consumer) {
    for (int i = 0; i < STRIPES; i++) {
      Stripe<T> stripe = stripes.get(i);
      if (stripe != null) {
        stripe.drain(consumer);
      }
    }
  }

  private static final class Stripe<T> {
    private final AtomicReferenceArray<@Nullable T> slots = new AtomicReferenceArray<>(CAPACITY);
    private final AtomicInteger tail = new AtomicInteger();
    private volatile int head;

    boolean offer(T item) {
      int at = tail.get();
      if (at - head >= CAPACITY) {
        return false;
      }
      if (tail.compareAndSet(at, at + 1)) {
        slots.setRelease(at & (CAPACITY - 1), item);
      }
      return true;
    }

    void drain(Consumer<T> consumer) {
      int at = head;
      int end = tail.get();
      while (at != end) {
        T item = slots.getAcquire(at & (CAPACITY - 1));
        if (item == null) {
          break;
        }
        slots.setRelease(at & (CAPACITY - 1), null);
        at++;
        consumer.accept(item);
      }
      head = at;
    }
  }
}
