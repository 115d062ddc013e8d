package dev.larder.store;

/**
 * The state of a live entry at one moment.
 *
 * @param deadline when the entry expires, in the terms of {@link StoreContext#now}; {@link
 *     Long#MAX_VALUE} for never
 * @param weight the weight of the entry, 1 if the bound is by entries
 */
public record EntrySnapshot<V>(V value, long deadline, int weight) {}
