package dev.larder.memo;

/**
 * What a function has remembered so far. Read without stopping anybody: the figures may be some
 * calls apart.
 *
 * @param hits calls that were answered from memory
 * @param misses calls that were not: those that waited for another one's computation among them
 * @param maximumSize the most results that are kept, {@link Long#MAX_VALUE} if there is no bound
 * @param currentSize how many are, those that have expired since the last computation included
 * @param refreshes results that were computed anew because of their age, those that came too late,
 *     after a {@code clear}, included
 * @param refreshFailures such computations that have failed
 */
public record MemoInfo(
    long hits,
    long misses,
    long maximumSize,
    long currentSize,
    long refreshes,
    long refreshFailures) {}
