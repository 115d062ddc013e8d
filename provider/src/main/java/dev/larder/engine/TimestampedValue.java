package dev.larder.engine;

import dev.larder.time.Ticker;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A value with the time at which it was written, and the time at which its next reload is due. Two
 * are equal if their values are, because the store compares values. Thread-safe.
 */
class TimestampedValue<V> {
  @SuppressWarnings("rawtypes") // an updater takes the raw class
  private static final AtomicLongFieldUpdater<TimestampedValue> DUE =
      AtomicLongFieldUpdater.newUpdater(TimestampedValue.class, "due");

  private final V value;
  private final long written;

  /** When the next reload may begin; {@link Ticker#NEVER} while one is under way. */
  private volatile long due;

  /**
   * Creates a value of age 0.
   *
   * @param written when it was put or loaded, in nanoseconds
   * @param due when its first reload may begin, in nanoseconds
   */
  TimestampedValue(V value, long written, long due) {
    this.value = value;
    this.written = written;
    this.due = due;
  }

  static <V> @Nullable V valueOf(@Nullable TimestampedValue<V> timestamped) {
    return timestamped == null ? null : timestamped.value;
  }

  final V value() {
    return value;
  }

  /**
   * Returns true to exactly one caller, if a reload is due. If the reload does not replace this
   * value, the caller calls {@link #setNextReload}.
   */
  final boolean tryBeginReload(long now) {
    long seen = due;
    return seen <= now && DUE.compareAndSet(this, seen, Ticker.NEVER);
  }

  /** Returns whether a reload is due and none has begun. */
  final boolean isDue(long now) {
    return due <= now;
  }

  /** Returns whether two objects stand for the same put or load of an entry. */
  @SuppressWarnings("ReferenceEquality") // usually they are one object
  final boolean isSameWrite(TimestampedValue<V> other) {
    return this == other || (written == other.written && value.equals(other.value));
  }

  /** Records a read, if reloads are scheduled. */
  void recordRead() {}

  /** Returns whether a read was recorded since the value was written. */
  boolean wasRead() {
    return false;
  }

  /** Sets the time for the next reload, after a reload has not begun or has failed. */
  final void setNextReload(long time) {
    due = time;
  }

  /** Returns when the value was put or loaded, in nanoseconds. */
  final long written() {
    return written;
  }

  /** A value in a cache with scheduled reloads. The flag is racy: a read may be seen late. */
  static final class Tracked<V> extends TimestampedValue<V> {
    private boolean read;

    Tracked(V value, long written, long due) {
      super(value, written, due);
    }

    @Override
    void recordRead() {
      if (!read) {
        read = true;
      }
    }

    @Override
    boolean wasRead() {
      return read;
    }
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof TimestampedValue<?> timestamped && value.equals(timestamped.value);
  }

  @Override
  public final int hashCode() {
    return value.hashCode();
  }
}
