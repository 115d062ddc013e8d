package dev.larder.management;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderManagerMXBean;
import dev.larder.LarderRecorderMXBean;
import java.util.Map;
import javax.cache.management.CacheMXBean;
import javax.cache.management.CacheStatisticsMXBean;

/**
 * A kind of bean, with descriptions for consoles.
 *
 * @param domainAndType the beginning of the object name
 * @param type the interface of the bean
 * @param descriptions the descriptions of attributes and operations by name
 */
public record BeanKind<T>(
    String domainAndType, Class<T> type, String description, Map<String, String> descriptions) {
  /** The statistics of a cache. */
  public static final BeanKind<CacheStatisticsMXBean> STATISTICS =
      new BeanKind<>(
          "javax.cache:type=CacheStatistics",
          CacheStatisticsMXBean.class,
          "The statistics of a cache.",
          Map.ofEntries(
              Map.entry("CacheHits", "The number of gets that found an entry."),
              Map.entry(
                  "CacheHitPercentage", "The share of gets that found an entry, in per cent."),
              Map.entry("CacheMisses", "The number of gets that found no entry."),
              Map.entry(
                  "CacheMissPercentage", "The share of gets that found no entry, in per cent."),
              Map.entry("CacheGets", "The number of gets: hits and misses."),
              Map.entry("CachePuts", "The number of puts."),
              Map.entry(
                  "CacheRemovals", "The number of removals. Evictions and expiry do not count."),
              Map.entry("CacheEvictions", "The number of entries that were evicted to make room."),
              Map.entry("AverageGetTime", "The mean time of a get in microseconds, from samples."),
              Map.entry("AveragePutTime", "The mean time of a put in microseconds."),
              Map.entry("AverageRemoveTime", "The mean time of a removal in microseconds."),
              Map.entry("clear", "Sets the statistics to 0.")));

  /** The configuration of a cache. */
  public static final BeanKind<CacheMXBean> CONFIGURATION =
      new BeanKind<>(
          "javax.cache:type=CacheConfiguration",
          CacheMXBean.class,
          "The configuration of a cache.",
          Map.of(
              "KeyType", "The type of keys.",
              "ValueType", "The type of values.",
              "ReadThrough", "Whether a read of an absent entry loads it.",
              "WriteThrough", "Whether changes are written by a cache writer.",
              "StoreByValue", "Whether keys and values are copied on their way in and out.",
              "StatisticsEnabled", "Whether hits and misses are counted.",
              "ManagementEnabled", "Whether this bean is registered."));

  /** The content and the activity of a cache. */
  public static final BeanKind<LarderCacheMXBean> CACHE =
      new BeanKind<>(
          "dev.larder:type=Cache",
          LarderCacheMXBean.class,
          "What a cache holds and does, and its bound.",
          Map.ofEntries(
              Map.entry("EntryCount", "The number of entries."),
              Map.entry(
                  "Weight", "The total weight of the entries; their number without a weigher."),
              Map.entry("Size", "What the bound limits: entries, or weight with a weigher."),
              Map.entry("Maximum", "The bound, in entries or weight. It can be moved."),
              Map.entry("Loads", "The number of calls of the loader, for one key or for many."),
              Map.entry("LoadFailures", "The number of calls of the loader that failed."),
              Map.entry(
                  "AverageLoadTime", "The mean time of a call of the loader in microseconds."),
              Map.entry("TotalLoadTime", "The total time of these calls in microseconds."),
              Map.entry(
                  "Expirations", "The number of entries that expired, while statistics are on."),
              Map.entry("QueuedEvents", "The number of events that wait for listeners."),
              Map.entry("WaitingThreads", "The number of threads that wait for a key."),
              Map.entry(
                  "Refreshes", "The number of values that were reloaded because of their age."),
              Map.entry("RefreshFailures", "The number of such reloads that failed."),
              Map.entry("EffectiveConfiguration", "All settings, each with where it was set."),
              Map.entry("clearStatistics", "Sets the statistics and all counts of loads to 0.")));

  /** The recorder of the reads of a cache. */
  public static final BeanKind<LarderRecorderMXBean> RECORDER =
      new BeanKind<>(
          "dev.larder:type=Recorder",
          LarderRecorderMXBean.class,
          "Records which keys of a cache are read.",
          Map.of(
              "Allowed", "What a recording may contain: HASHES or KEYS.",
              "Recording", "Whether reads are recorded at present.",
              "RecordedReads", "The number of recorded reads.",
              "Sample", "The present or last recording has one key in this many.",
              "Number", "The number of the present or last recording.",
              "Pages", "The number of pages of the present or last recording.",
              "start", "Starts a recording: sample, most reads, most seconds, whether with keys.",
              "stop", "Ends the recording of a number.",
              "read", "Returns lines: number of the recording, and page from 0.",
              "discard", "Ends the recording of a number, and frees its memory."));

  /** A cache manager. */
  public static final BeanKind<LarderManagerMXBean> MANAGER =
      new BeanKind<>(
          "dev.larder:type=CacheManager",
          LarderManagerMXBean.class,
          "A cache manager and its configuration.",
          Map.of(
              "ConfigurationFile", "The file that the configuration was read from.",
              "CacheNames", "The names of the open caches.",
              "Stores", "The stores outside of the process, each with whether it can be reached.",
              "reload", "Reads the file again, and applies what can change in running caches."));
}
