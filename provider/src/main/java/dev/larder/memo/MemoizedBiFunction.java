package dev.larder.memo;

import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A function of two arguments that remembers its results, see {@link Memoizer}.
 *
 * @param <A> the type of the first argument
 * @param <B> the type of the second argument
 * @param <R> the type of result
 */
public final class MemoizedBiFunction<
        A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
    implements BiFunction<A, B, R>, Memoized<BiFunction<? super A, ? super B, ? extends R>> {
  private final BiFunction<? super A, ? super B, ? extends R> function;
  private final FunctionCache memory;

  @SuppressWarnings("unchecked") // the arguments are those that it is called with
  MemoizedBiFunction(Memoizer memoizer, BiFunction<? super A, ? super B, ? extends R> function) {
    this.function = function;
    this.memory =
        new FunctionCache(
            memoizer,
            function,
            arguments -> {
              Pair pair = (Pair) arguments;
              return function.apply((A) pair.first(), (B) pair.second());
            });
  }

  record Pair(@Nullable Object first, @Nullable Object second) {
    /** Mixed: the code of a record is a sum, which most pairs of small numbers share. */
    @Override
    public int hashCode() {
      return mixed(mixed(Objects.hashCode(first)) + Objects.hashCode(second));
    }

    /** Multiplies by the golden ratio, and brings the high bits, which depend on all, back down. */
    private static int mixed(int hash) {
      int product = hash * 0x9E3779B9;
      return product ^ (product >>> 15);
    }

    @Override
    public String toString() {
      return first + ", " + second;
    }
  }

  /**
   * The result for two arguments, computed if it is not known.
   *
   * @param first may be null
   * @param second may be null
   * @return may be null
   * @throws IllegalStateException if the result depends on itself: its computation asks for it
   */
  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the result is the function's
  public R apply(A first, B second) {
    Pair arguments = new Pair(first, second);
    Object known = memory.known(arguments);
    return (R) memory.result(known == null ? memory.computed(arguments) : known);
  }

  @Override
  public BiFunction<? super A, ? super B, ? extends R> wrapped() {
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
