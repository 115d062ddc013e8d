package dev.larder;

import java.time.Duration;

/**
 * The figures of a cache, for monitoring: {@code cache.unwrap(LarderStatistics.class)}. Each method
 * reads the present figure, and changes nothing. The figures of one moment may differ by operations
 * that run at that moment. Counts begin when the cache is created, or at the last {@link
 * LarderCacheMXBean#clearStatistics}. A closed cache returns its last figures. Thread-safe.
 *
 * <p>The counts of operations are those of {@link javax.cache.management.CacheStatisticsMXBean}
 * (JSR-107, chapter "Management"). They stay as they are while the statistics of the cache are
 * disabled.
 */
public interface LarderStatistics {

  /** Returns whether operations are counted, that is, whether statistics are enabled. */
  boolean isEnabled();

  /** Returns the number of gets that found an entry. */
  long getCacheHits();

  /** Returns the number of gets that found no entry. */
  long getCacheMisses();

  /** Returns the number of puts. Loaded values are not put. */
  long getCachePuts();

  /** Returns the number of removals. Evictions and expiry do not count. */
  long getCacheRemovals();

  /** Returns the number of entries that were evicted because the cache exceeded its bound. */
  long getCacheEvictions();

  /** Returns the number of entries that were removed because they expired. */
  long getExpirations();

  /** Returns the number of entries; -1 if the store cannot tell. */
  long getEntryCount();

  /** Returns the weight of the entries, or their number without a weigher; -1 if unknown. */
  long getWeight();

  /** Returns the bound, in entries or weight; {@link Long#MAX_VALUE} if there is none. */
  long getMaximum();

  /** Returns whether the bound is by weight. */
  boolean isWeighed();

  /** Returns how many calls of the loader have ended, for one key or for many. */
  long getLoads();

  /** Returns how many of these calls have failed. */
  long getLoadFailures();

  /** Returns the total time of these calls. */
  Duration getLoadTime();

  /** Returns how many values have been reloaded because of their age. */
  long getRefreshes();

  /** Returns how many of such reloads have failed. */
  long getRefreshFailures();

  /** Returns how many events wait for asynchronous listeners at present. */
  long getQueuedEvents();

  /**
   * Returns how many threads wait at present for a key that another thread holds, such as for the
   * load of a value. Caches of one name in several managers are counted together.
   */
  long getWaitingThreads();

  /**
   * Calls a listener at the end of each call of the loader, such as to record a histogram. The
   * listener runs in the loading thread, while the key is held. It must be fast, and must not use
   * the cache. What it throws is logged, and does not fail the load.
   *
   * @param listener not null; a listener that is added twice is called twice
   * @return stops the calls; closing it again has no effect
   * @throws NullPointerException if the listener is null
   */
  Registration addLoadListener(LoadListener listener);

  /** Is told of loads. Called by several threads at once. */
  @FunctionalInterface
  interface LoadListener {
    /**
     * Called at the end of a call of the loader.
     *
     * @param nanos the duration of the call in nanoseconds
     * @param failed whether the loader threw an exception
     */
    void loaded(long nanos, boolean failed);
  }

  /** Stops the calls of a listener. */
  @FunctionalInterface
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
