package dev.larder.engine;

import dev.larder.time.Ticker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A value with the time at which it was written, and when its next reload is due. Each put and each
 * load makes one, so a reload can tell by identity whether the entry has changed meanwhile. Two are
 * equal if their values are, because the store compares values.
 */
class TimestampedValue<V> {
  private static final VarHandle DUE;

  static {
    try {
      DUE = MethodHandles.lookup().findVarHandle(TimestampedValue.class, "due", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final V value;
  private final long written;

  /** When the next reload may begin: never while one is under way. */
  private volatile long due;

  /**
   * Makes a value of age 0.
   *
   * @param written when it was put or loaded
   * @param due when its first reload may begin
   */
  TimestampedValue(V value, long written, long due) {
    this.value = value;
    this.written = written;
    this.due = due;
  }

  static <V> @Nullable V bare(@Nullable TimestampedValue<V> aged) {
    return aged == null ? null : aged.value;
  }

  final V value() {
    return value;
  }

  /** Whether the caller is the one to reload, and then has to say how it ended. */
  final boolean beginsReload(long now) {
    long seen = due;
    return seen <= now && DUE.compareAndSet(this, seen, Ticker.NEVER);
  }

  /** Notes a read, where it matters to a schedule. */
  void noteRead() {}

  /** Whether it was read since it was written, as far as that is noted. */
  boolean wasRead() {
    return false;
  }

  /** The reload did not begin, or has failed: the next one may begin then. */
  final void nextReload(long time) {
    due = time;
  }

  /** When it was put or loaded. */
  final long written() {
    return written;
  }

  /** A value in a cache with scheduled reloads. A race of reads costs nothing. */
  static final class Tracked<V> extends TimestampedValue<V> {
    private boolean read;

    Tracked(V value, long written, long due) {
      super(value, written, due);
    }

    @Override
    void noteRead() {
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
    return other instanceof TimestampedValue<?> aged && value.equals(aged.value);
  }

  @Override
  public final int hashCode() {
    return value.hashCode();
  }
}
