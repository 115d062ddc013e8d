package dev.larder.memo;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A supplier that caches its result, see {@link Memoizer}. Thread-safe.
 *
 * @param <R> the type of result
 */
public final class MemoizedSupplier<R extends @Nullable Object>
    implements Supplier<R>, Memoized<Supplier<? extends R>> {
  private final Supplier<? extends R> supplier;
  private final FunctionCache memory;

  MemoizedSupplier(Memoizer memoizer, Supplier<? extends R> supplier) {
    this.supplier = supplier;
    this.memory = new FunctionCache(memoizer, supplier, nothing -> supplier.get());
  }

  /**
   * Returns the result, and calls the supplier if it is not cached. An exception of the supplier is
   * thrown unchanged.
   *
   * @return the result; may be null
   * @throws IllegalStateException if the supplier calls this method
   * @throws java.util.concurrent.CancellationException if the thread is interrupted while another
   *     thread computes the result
   */
  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the result is the supplier's
  public R get() {
    Object known = memory.known("");
    return (R) memory.result(known == null ? memory.computed("") : known);
  }

  @Override
  public Supplier<? extends R> wrapped() {
    return supplier;
  }

  @Override
  public MemoInfo info() {
    return memory.info();
  }

  @Override
  public void clear() {
    memory.clear();
  }
}
