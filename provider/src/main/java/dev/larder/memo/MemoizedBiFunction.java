package dev.larder.memo;

import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A function of two arguments that caches its results, see {@link Memoizer}. Thread-safe.
 *
 * @param <A> the type of the first argument
 * @param <B> the type of the second argument
 * @param <R> the type of result
 */
public final class MemoizedBiFunction<
        A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
    extends AbstractMemoized<BiFunction<? super A, ? super B, ? extends R>>
    implements BiFunction<A, B, R>, Memoized<BiFunction<? super A, ? super B, ? extends R>> {
  @SuppressWarnings("unchecked") // the arguments are those of apply
  MemoizedBiFunction(Options options, BiFunction<? super A, ? super B, ? extends R> function) {
    super(
        function,
        new FunctionCache(
            options,
            function,
            arguments -> {
              Pair pair = (Pair) arguments;
              return function.apply((A) pair.first(), (B) pair.second());
            }));
  }

  record Pair(@Nullable Object first, @Nullable Object second) {
    /**
     * Mixes the hash codes. A record's own is a weighted sum, on which pairs of small numbers
     * collide.
     */
    @Override
    public int hashCode() {
      return mixed(mixed(Objects.hashCode(first)) + Objects.hashCode(second));
    }

    /**
     * Multiplies by the golden ratio (Fibonacci hashing), and folds the high bits into the low
     * ones.
     */
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
   * Returns the result for two arguments, and computes it if it is not cached. An exception of the
   * function is thrown unchanged.
   *
   * @param first may be null
   * @param second may be null
   * @return the result; may be null
   * @throws IllegalStateException if the computation of the result depends on the result itself
   * @throws java.util.concurrent.CancellationException if the thread is interrupted while another
   *     thread computes the result
   */
  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the result is the function's
  public R apply(A first, B second) {
    Pair arguments = new Pair(first, second);
    Object cached = cache.find(arguments);
    return (R) cache.result(cached == null ? cache.compute(arguments) : cached);
  }
}
