package dev.larder.store.heap;

import dev.larder.time.Ticker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** An entry that can expire. It is linked into the timing wheel too. */
class TimedNode<K, V> extends Node<K, V> {
  /** The deadline of a value that was found expired. No reader moves it any more. */
  static final long PAST = 0;

  private static final VarHandle DEADLINE;

  static {
    try {
      DEADLINE = MethodHandles.lookup().findVarHandle(TimedNode.class, "deadline", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Written by the owner, and moved by readers. */
  private volatile long deadline = Ticker.NEVER;

  // Guarded by the policy lock.
  @Nullable TimedNode<K, V> timerBefore;
  @Nullable TimedNode<K, V> timerAfter;

  TimedNode(@Nullable K key, int hash) {
    super(key, hash);
  }

  /** Returns the head of a bucket of the wheel. */
  static <K, V> TimedNode<K, V> bucket() {
    TimedNode<K, V> node = new TimedNode<>(null, NO_ENTRY);
    node.timerBefore = node;
    node.timerAfter = node;
    return node;
  }

  @Override
  final long deadline() {
    return deadline;
  }

  @Override
  final void setDeadline(long newDeadline) {
    DEADLINE.setRelease(this, newDeadline);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The caller may act on the expiry, so a reader that read the clock before must not move the
   * deadline afterwards. Therefore an expired deadline is replaced by {@link #PAST} first.
   */
  @Override
  final boolean isExpired(long now) {
    while (true) {
      long seen = deadline;
      if (seen > now) {
        return false;
      }
      if (seen == PAST || moveDeadline(seen, PAST)) {
        return true;
      }
    }
  }

  /** Moves the deadline for a reader, unless another thread has moved it meanwhile. */
  final boolean moveDeadline(long seen, long moved) {
    return DEADLINE.compareAndSet(this, seen, moved);
  }
}
