package dev.larder;

/**
 * What a cache holds, and its bound, which can be moved while the cache is in use. Registered in
 * the platform MBean server while the cache's management is enabled, under {@code
 * dev.larder:type=Cache,CacheManager=...,Cache=...} with names written as in the specification's
 * beans; in code it is {@code cache.unwrap(LarderCacheMXBean.class)}. Thread-safe.
 */
public interface LarderCacheMXBean {

  /** The number of entries; their total weight if the bound is by weight. */
  long getSize();

  /**
   * The most that the cache may hold, in entries or weight; {@link Long#MAX_VALUE} if unbounded.
   */
  long getMaximum();

  /**
   * Moves the bound. What is over it is evicted before the method returns.
   *
   * @param maximum entries or weight, at least 1
   * @throws IllegalArgumentException if the maximum is less than 1
   */
  void setMaximum(long maximum);

  /**
   * How many values have been loaded anew because of their age, since the cache was created; 0
   * without {@link LarderConfiguration#setRefreshAfter}. One that came too late, for the entry had
   * been changed or removed meanwhile, counts as well.
   */
  long getRefreshes();

  /** How many of such reloads have failed, since the cache was created. */
  long getRefreshFailures();
}
