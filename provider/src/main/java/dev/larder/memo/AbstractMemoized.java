package dev.larder.memo;

/**
 * The part that the memoized functions share: the underlying function and the cache of its results.
 * Thread-safe.
 *
 * @param <F> the type of the underlying function
 */
abstract class AbstractMemoized<F> {
  final FunctionCache cache;
  private final F function;

  AbstractMemoized(F function, FunctionCache cache) {
    this.function = function;
    this.cache = cache;
  }

  /** See {@link Memoized#wrapped}. */
  public final F wrapped() {
    return function;
  }

  /** See {@link Memoized#info}. */
  public final MemoInfo info() {
    return cache.info();
  }

  /** See {@link Memoized#clear}. */
  public final void clear() {
    cache.clear();
  }
}
