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
    implements Function<A, R>, Memoized<Function<? super A, ? extends R>> {
  private final Function<? super A, ? extends R> function;
  private final FunctionCache memory;

  @SuppressWarnings("unchecked") // the arguments are those of apply
  MemoizedFunction(Memoizer memoizer, Function<? super A, ? extends R> function) {
    this.function = function;
    this.memory = new FunctionCache(memoizer, function, (Function<Object, Object>) function);
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
    Object known = memory.known(argument);
    return (R) memory.result(known == null ? memory.computed(argument) : known);
  }

  @Override
  public Function<? super A, ? extends R> wrapped() {
    return function;
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
