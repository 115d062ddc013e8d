package dev.larder.memo;

/**
 * The figures of a memoized function since the last {@code clear}. They are read without a lock, so
 * they may be a few calls apart. Immutable.
 *
 * @param hits calls that returned a cached result
 * @param misses all other calls, including those that waited for the computation of another thread
 * @param maximumSize the bound in results, {@link Long#MAX_VALUE} if there is none
 * @param currentSize the number of cached results, including those that have expired since the last
 *     computation
 * @param refreshes results that were computed again because of their age, including those that were
 *     discarded because of a {@code clear}
 * @param refreshFailures such computations that have failed
 */
public record MemoInfo(
    long hits,
    long misses,
    long maximumSize,
    long currentSize,
    long refreshes,
    long refreshFailures) {}
