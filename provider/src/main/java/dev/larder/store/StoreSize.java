package dev.larder.store;

/**
 * The size of a store at one moment.
 *
 * @param entries the number of entries, -1 if it is not known
 * @param weight the sum of their weights, -1 if it is not known; the number of entries unless the
 *     bound is by weight
 */
public record StoreSize(long entries, long weight) {
  /** The size of a store that cannot tell. */
  public static final StoreSize UNKNOWN = new StoreSize(-1, -1);
}
