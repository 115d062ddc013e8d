package dev.larder.memo;

/**
 * A function that caches its results, see {@link Memoizer}. Thread-safe. It need not be closed: the
 * cached results are collected with the function.
 *
 * @param <F> the type of the underlying function
 */
public sealed interface Memoized<F> permits MemoizedFunction, MemoizedBiFunction, MemoizedSupplier {
  /** Returns the underlying function, which caches nothing. */
  F wrapped();

  /** Returns the figures since the last {@link #clear}. */
  MemoInfo info();

  /**
   * Removes all results, and resets the figures to zero. Waits for running computations.
   *
   * @throws javax.cache.CacheException if called within a computation of this function
   * @throws java.util.concurrent.CancellationException if the thread is interrupted while it waits;
   *     it stays interrupted, and some results may have been removed
   */
  void clear();
}
