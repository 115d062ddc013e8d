package dev.larder.memo;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A supplier that caches its result, see {@link Memoizer}. Thread-safe.
 *
 * @param <R> the type of result
 */
public final class MemoizedSupplier<R extends @Nullable Object>
    extends AbstractMemoized<Supplier<? extends R>>
    implements Supplier<R>, Memoized<Supplier<? extends R>> {
  MemoizedSupplier(Options options, Supplier<? extends R> supplier) {
    super(supplier, new FunctionCache(options, supplier, argument -> supplier.get()));
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
    Object cached = cache.find("");
    return (R) cache.result(cached == null ? cache.compute("") : cached);
  }
}
