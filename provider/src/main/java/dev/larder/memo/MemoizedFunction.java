package dev.larder.memo;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function of one argument that remembers its results, see {@link Memoizer}.
 *
 * @param <A> the type of argument, whose {@code equals} and {@code hashCode} decide what is known
 * @param <R> the type of result
 */
public final class MemoizedFunction<A extends @Nullable Object, R extends @Nullable Object>
    implements Function<A, R>, Memoized<Function<? super A, ? extends R>> {
  private final Function<? super A, ? extends R> function;
  private final FunctionCache memory;

  @SuppressWarnings("unchecked") // the arguments are those that it is called with
  MemoizedFunction(Memoizer memoizer, Function<? super A, ? extends R> function) {
    this.function = function;
    this.memory = new FunctionCache(memoizer, function, (Function<Object, Object>) function);
  }

  /**
   * The result for an argument, computed if it is not known.
   *
   * @param argument may be null
   * @return may be null
   * @throws IllegalStateException if the result depends on itself: its computation asks for it
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
