package dev.larder.store;

/**
 * The state of a live entry at one moment.
 *
 * @param timeToLive the time until the entry expires, in nanoseconds; {@link Long#MAX_VALUE} for
 *     never
 * @param weight the weight of the entry, 1 if the bound is by entries
 * @param version changes with each change of the value, see {@link Store#touch}
 */
public record EntrySnapshot<V>(V value, long timeToLive, int weight, Object version) {}
