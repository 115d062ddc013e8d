package dev.larder;

/**
 * The size and the activity of a cache, and its bound, which can be changed while the cache is in
 * use. The bean is registered in the platform MBean server while management of the cache is
 * enabled. Its name is {@code dev.larder:type=Cache,CacheManager=...,Cache=...}, written like those
 * of the specification's beans (JSR-107, chapter "Management"). In code it is {@code
 * cache.unwrap(LarderCacheMXBean.class)}. The figures are counted whether or not the statistics of
 * the cache are enabled. Thread-safe.
 */
public interface LarderCacheMXBean {

  /**
   * Returns the number of entries, including expired ones that have not been removed yet; -1 if the
   * store cannot tell.
   */
  long getEntryCount();

  /**
   * Returns the total weight of the entries, in the weigher's unit; their number without a weigher;
   * -1 if the store cannot tell.
   */
  long getWeight();

  /**
   * Returns the amount that counts against the bound: weight if the bound is by weight, else
   * entries; -1 if the store cannot tell.
   */
  long getSize();

  /** Returns the bound, in entries or weight; {@link Long#MAX_VALUE} if the cache is unbounded. */
  long getMaximum();

  /**
   * Changes the bound. Entries over the new bound are evicted before the method returns.
   *
   * @param maximum entries or weight, at least 1
   * @throws IllegalArgumentException if the maximum is less than 1
   */
  void setMaximum(long maximum);

  /** Returns how many calls of the loader have ended since the last clear, for one key or many. */
  long getLoads();

  /** Returns how many of these calls have failed. */
  long getLoadFailures();

  /** Returns the mean time of a call of the loader in microseconds; 0 if there was none. */
  float getAverageLoadTime();

  /** Returns the total time of the calls of the loader in microseconds. */
  long getTotalLoadTime();

  /**
   * Returns how many entries were removed because they expired. Counted while the statistics of the
   * cache are enabled.
   */
  long getExpirations();

  /** Returns how many events wait for asynchronous listeners. */
  long getQueuedEvents();

  /**
   * Returns how many threads wait for a key that another thread holds, such as for the load of its
   * value. Caches of one name in several managers are counted together.
   */
  long getWaitingThreads();

  /**
   * Returns how many values have been reloaded because of their age since the last clear; 0 without
   * {@link LarderConfiguration#setRefreshAfter}. Reloads whose value was discarded, because the
   * entry was changed or removed meanwhile, are included.
   */
  long getRefreshes();

  /** Returns how many of such reloads have failed since the last clear. */
  long getRefreshFailures();

  /**
   * Returns all settings of the cache in the syntax of the configuration file, each with the place
   * where it was set: {@code maximum-size=1000 (larder.conf:19)}. A bound that was changed by
   * {@link #setMaximum} is not shown.
   */
  String getEffectiveConfiguration();

  /** Resets the statistics of the cache, and the counts of loads and reloads, to 0. */
  void clearStatistics();
}
