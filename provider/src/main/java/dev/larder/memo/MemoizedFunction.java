package dev.larder.memo;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function of one argument that caches its results, see {@link Memoizer}. Thread-safe.
 *
 * @param <A> the type of argument, whose {@code equals} and {@code hashCode} identify a result
 * @param <R> the type of result
 */
public final class MemoizedFunction<A extends @Nullable Object, R extends @Nullable Object>
    extends AbstractMemoized<Function<? super A, ? extends R>>
    implements Function<A, R>, Memoized<Function<? super A, ? extends R>> {
  @SuppressWarnings("unchecked") // the arguments are those of apply
  MemoizedFunction(Options options, Function<? super A, ? extends R> function) {
    super(function, new FunctionCache(options, function, (Function<Object, Object>) function));
  }

  /**
   * Returns the result for an argument, and computes it if it is not cached. An exception of the
   * function is thrown unchanged.
   *
   * @param argument may be null
   * @return the result; may be null
   * @throws IllegalStateException if the computation of the result depends on the result itself
   * @throws java.util.concurrent.CancellationException if the thread is interrupted while another
   *     thread computes the result
   */
  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the result is the function's
  public R apply(A argument) {
    Object cached = cache.find(argument);
    return (R) cache.result(cached == null ? cache.compute(argument) : cached);
  }
}
