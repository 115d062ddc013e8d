package dev.larder;

/**
 * What a cache holds and does, and its bound, which can be moved while the cache is in use.
 * Registered in the platform MBean server while the cache's management is enabled, under {@code
 * dev.larder:type=Cache,CacheManager=...,Cache=...} with names written as in the specification's
 * beans; in code it is {@code cache.unwrap(LarderCacheMXBean.class)}. The figures are counted
 * whether or not the cache's statistics are enabled. Thread-safe.
 */
public interface LarderCacheMXBean {

  /** The number of entries, expired ones that are still to be removed included. */
  long getEntryCount();

  /** The total weight of the entries; their number if the bound is by entries. */
  long getWeight();

  /** The amount that counts against the bound: entries, or weight in a cache bounded by weight. */
  long getSize();

  /**
   * The most that the cache may hold, in entries or weight; {@link Long#MAX_VALUE} if unbounded.
   */
  long getMaximum();

  /**
   * Moves the bound. Entries over the new bound are evicted before the method returns.
   *
   * @param maximum entries or weight, at least 1
   * @throws IllegalArgumentException if the maximum is less than 1
   */
  void setMaximum(long maximum);

  /** How many calls of the loader have ended, for one key or for many, since the last clear. */
  long getLoads();

  /** How many of these calls have failed. */
  long getLoadFailures();

  /** The mean time of a call of the loader in microseconds; 0 if there was none. */
  float getAverageLoadTime();

  /**
   * How many values have been reloaded because of their age, since the last clear; 0 without {@link
   * LarderConfiguration#setRefreshAfter}. A reload whose value came too late, because the entry had
   * been changed or removed meanwhile, counts as well.
   */
  long getRefreshes();

  /** How many of such reloads have failed, since the last clear. */
  long getRefreshFailures();

  /**
   * All settings of the cache in the words of the configuration file, each with the place where it
   * was set, as {@code maximum-size=1000 (larder.conf:19)}. A bound that was moved by {@link
   * #setMaximum} is not shown.
   */
  String getEffectiveConfiguration();

  /** Sets the statistics of the cache, and the counts of loads and reloads, to 0. */
  void clearStatistics();
}
