package dev.larder.store;

/**
 * What a store knows of a live entry at one moment.
 *
 * @param deadline when it expires, in the terms of {@link StoreContext#now}; {@link Long#MAX_VALUE}
 *     for never
 * @param weight its weight, 1 if the bound is by entries
 */
public record EntrySnapshot<V>(V value, long deadline, int weight) {}
