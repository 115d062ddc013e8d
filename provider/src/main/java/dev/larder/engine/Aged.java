package dev.larder.engine;

import dev.larder.time.Ticker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A value in a cache that refreshes, with what is known of its age: one for each put or load, so
 * that whoever has one knows whether it is still the entry's. Equal if the values are, for the
 * store compares by that.
 */
final class Aged<V> {
  private static final VarHandle DUE;

  static {
    try {
      DUE = MethodHandles.lookup().findVarHandle(Aged.class, "due", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final V value;
  private final long staleFrom;

  /** When the next reload may begin: never while one is under way. */
  private volatile long due;

  Aged(V value, long staleFrom) {
    this.value = value;
    this.staleFrom = staleFrom;
    this.due = staleFrom;
  }

  static <V> @Nullable V bare(@Nullable Aged<V> aged) {
    return aged == null ? null : aged.value;
  }

  V value() {
    return value;
  }

  /** Whether the caller is the one to reload, and then has to say how it ended. */
  boolean beginsReload(long now) {
    long seen = due;
    return seen <= now && DUE.compareAndSet(this, seen, Ticker.NEVER);
  }

  /** The reload did not begin, or has failed: the next one may begin then. */
  void nextReload(long time) {
    due = time;
  }

  /** When a reload is due for the first time. */
  long staleFrom() {
    return staleFrom;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Aged<?> aged && value.equals(aged.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }
}
