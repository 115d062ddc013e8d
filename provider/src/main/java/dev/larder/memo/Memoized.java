package dev.larder.memo;

/**
 * What all functions that remember have in common. Thread-safe. Nothing has to be closed: what a
 * function remembers goes with it.
 *
 * @param <F> the type of the function behind it
 */
public sealed interface Memoized<F> permits MemoizedFunction, MemoizedBiFunction, MemoizedSupplier {
  /** The function behind it, which remembers nothing. */
  F wrapped();

  /** What has been remembered so far. */
  MemoInfo info();

  /**
   * Forgets all results, and sets the figures to zero. Waits for computations that are under way.
   *
   * @throws javax.cache.CacheException if called within a computation of this very function
   * @throws java.util.concurrent.CancellationException if the thread is interrupted while it waits;
   *     it stays interrupted, and some results are forgotten
   */
  void clear();
}
