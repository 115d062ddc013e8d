package dev.larder.store.heap;

import dev.larder.time.Ticker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** An entry that can expire: a link of the timing wheel too. */
class TimedNode<K, V> extends Node<K, V> {
  /** The deadline of what has been found to have expired: it does not come back. */
  static final long PAST = 0;

  private static final VarHandle DEADLINE;

  static {
    try {
      DEADLINE = MethodHandles.lookup().findVarHandle(TimedNode.class, "deadline", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Written by who has the entry to itself, and moved by readers. */
  private volatile long deadline = Ticker.NEVER;

  // Guarded by the policy lock.
  @Nullable TimedNode<K, V> timerBefore;
  @Nullable TimedNode<K, V> timerAfter;

  TimedNode(@Nullable K key, int hash) {
    super(key, hash);
  }

  /** The head of a bucket of the wheel. */
  static <K, V> TimedNode<K, V> bucket() {
    TimedNode<K, V> node = new TimedNode<>(null, Table.NO_ENTRY);
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
   * Who finds an entry to be over, be it to say so or to take it out, sees to it first that no
   * reader who looked at the clock before still moves the deadline: that reader finds nothing then.
   */
  @Override
  final boolean isOver(long now) {
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

  /** Moves the deadline for a reader, who holds no lock and must not undo what a writer did. */
  final boolean moveDeadline(long seen, long moved) {
    return DEADLINE.compareAndSet(this, seen, moved);
  }
}
