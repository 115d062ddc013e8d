package dev.larder.engine;

import dev.larder.time.Ticker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.LongSupplier;
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

  /** Until when it is served; an end comes with the first reload that fails. */
  private volatile long end = Ticker.NEVER;

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

  /** No reload has begun after all: the next one may begin then. */
  void reloadPostponed(long nextReload) {
    due = nextReload;
  }

  /** The reload has failed: the value is served for some time, and the next one may begin then. */
  void reloadFailed(long nextReload, long staleIfError) {
    end = Ticker.after(staleFrom, staleIfError);
    due = nextReload;
  }

  /** Whether it is served no more; the clock is asked only if there is an end. */
  boolean isOver(LongSupplier clock) {
    long known = end;
    return known != Ticker.NEVER && known <= clock.getAsLong();
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
