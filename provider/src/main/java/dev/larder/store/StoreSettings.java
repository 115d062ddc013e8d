package dev.larder.store;

import dev.larder.EvictionPolicy;

/**
 * The settings of a cache that its store needs, as they are when it is created.
 *
 * @param cacheName the cache's name
 * @param managerUri the URI of the cache manager; two managers may have caches of one name
 * @param bound the bound of the entries
 * @param canExpire whether entries can expire at all; if not, that does not change
 */
public record StoreSettings(String cacheName, String managerUri, Bound bound, boolean canExpire) {
  /**
   * The bound of the entries.
   *
   * @param maximum in entries or weight; {@link Long#MAX_VALUE} means unbounded
   * @param weighted whether the bound is by weight
   * @param policy which entries are evicted first
   */
  public record Bound(long maximum, boolean weighted, EvictionPolicy policy) {}
}
