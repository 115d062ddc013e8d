package dev.larder;

/** Which entries a bounded cache gives up first. */
public enum EvictionPolicy {
  /**
   * The least recently used: exactly up to 1,024 entries, and to within a small part of them
   * beyond.
   */
  LRU,

  /**
   * Balances recency and frequency by itself, and is not washed out by scans and loops. A little
   * more memory for each entry buys more hits, often many more; where recency is best, it becomes
   * LRU but for a point or two.
   */
  ADAPTIVE
}
