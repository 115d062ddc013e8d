package dev.larder;

/** The order in which a bounded cache evicts its entries. */
public enum EvictionPolicy {
  /**
   * Evicts the least recently used entry: exactly in caches of up to 1,024 entries, and nearly the
   * least recently used in larger ones.
   */
  LRU,

  /**
   * Balances recency and frequency of use, and resists scans and loops. It takes 20 to 32 bytes
   * more for each entry. Its hit ratio is often much higher than that of {@link #LRU}. For
   * workloads where recency predicts best, it is within a point or two of LRU.
   */
  ADAPTIVE
}
