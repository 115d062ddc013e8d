package dev.larder.store.heap;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The {@link WriteBuffer write buffers} of a store, each created when it is first needed. A thread
 * always begins with the same buffer, and takes the next free one if another thread is using it.
 */
final class StripedWriteBuffers<K, V> {
  /** The bound has this many entries for each buffer, because preselected victims cost hits. */
  private static final int ENTRIES_PER_BUFFER = 32 * WriteBuffer.CAPACITY;

  private static final int MAX_BUFFERS = 64;

  /** How many buffers a small cache has. */
  private static final int MIN_BUFFERS = 4;

  private static final int LENGTH =
      Integer.highestOneBit(Math.min(4 * Runtime.getRuntime().availableProcessors(), MAX_BUFFERS));

  /** Replaced by a longer array when the first buffer is created. */
  private volatile AtomicReferenceArray<@Nullable WriteBuffer<K, V>> buffers =
      new AtomicReferenceArray<>(0);

  /** How many buffers are in use: a power of two. */
  private volatile int count;

  StripedWriteBuffers(long maximum) {
    resize(maximum);
  }

  /** Sets the number of buffers in use for a bound. */
  void resize(long maximum) {
    long suitable = Math.max(MIN_BUFFERS, maximum / ENTRIES_PER_BUFFER);
    count = Integer.highestOneBit((int) Math.min(suitable, LENGTH));
  }

  int count() {
    return count;
  }

  private static int first() {
    return (int) ((Thread.currentThread().getId() * 0x9E3779B97F4A7C15L) >>> 32);
  }

  /** Returns the buffer that the calling thread begins with, not locked. */
  WriteBuffer<K, V> own() {
    return get(first() & (count - 1));
  }

  /** Returns the same buffer, null if it has not been created yet. */
  @Nullable WriteBuffer<K, V> ownIfAny() {
    return ifAny(first());
  }

  /** Returns a buffer by number, null if it has not been created yet. */
  @Nullable WriteBuffer<K, V> ifAny(int number) {
    AtomicReferenceArray<@Nullable WriteBuffer<K, V>> known = buffers;
    return known.length() == 0 ? null : known.get(number & (count - 1));
  }

  /**
   * Returns the buffer with which the calling thread should try its luck, not locked: its own one,
   * or one that is free at present.
   */
  WriteBuffer<K, V> available() {
    int mask = count - 1;
    int first = first();
    for (int i = 0; i <= mask; i++) {
      WriteBuffer<K, V> buffer = get((first + i) & mask);
      if (!buffer.busy) {
        return buffer;
      }
    }
    return get(first & mask);
  }

  private synchronized AtomicReferenceArray<@Nullable WriteBuffer<K, V>> create() {
    if (buffers.length() == 0) {
      buffers = new AtomicReferenceArray<>(LENGTH);
    }
    return buffers;
  }

  private WriteBuffer<K, V> get(int index) {
    AtomicReferenceArray<@Nullable WriteBuffer<K, V>> known =
        buffers.length() == 0 ? create() : buffers;
    WriteBuffer<K, V> buffer = known.get(index);
    if (buffer == null) {
      WriteBuffer<K, V> fresh = new WriteBuffer<>();
      WriteBuffer<K, V> rival = known.compareAndExchange(index, null, fresh);
      buffer = rival == null ? fresh : rival;
    }
    return buffer;
  }

  /**
   * Locks the buffers one after the other and passes them on.
   *
   * @param filter whether to lock a buffer at all: asked without its lock
   */
  void forEach(Predicate<WriteBuffer<K, V>> filter, Consumer<WriteBuffer<K, V>> action) {
    AtomicReferenceArray<@Nullable WriteBuffer<K, V>> known = buffers;
    for (int i = 0; i < known.length(); i++) {
      WriteBuffer<K, V> buffer = known.get(i);
      if (buffer != null && filter.test(buffer)) {
        buffer.lock();
        try {
          action.accept(buffer);
        } finally {
          buffer.busy = false;
        }
      }
    }
  }
}
