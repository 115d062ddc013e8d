package dev.larder.benchmarks.row;

import java.util.Locale;

/** A group of rows that share a table, a chart and a file of figures. */
public enum Family {
  /** Reads and writes of eternal entries. */
  THROUGHPUT(
      "Throughput",
      "Zipf(0.99) hits by reference, eternal, 100,000 entries in a cache bounded at twice that."),
  /** The same with expiry and statistics. */
  EXPIRY("Expiry and statistics", "As above, but with an expiry policy, or with statistics on."),
  /** Other operations. */
  OPERATIONS("Operations", "One operation each, by reference, eternal; two threads."),
  /** Copies. */
  BY_VALUE(
      "By value",
      "10,000 entries. Values are strings, records of immutables, or beans that have to be copied."),
  /** Hits through annotated methods and memoized functions. */
  METHODS(
      "Methods",
      "Hits through a method with @CacheResult, on Larder, and a memoized function, beside a bare Cache.get."),
  /** Puts of new keys. */
  EVICTION(
      "Eviction",
      "Puts of new keys into a full cache. LinkedHashMap and native Caffeine are limits."),
  /** Small caches. */
  SMALL(
      "Small caches",
      "Full caches. Gets are of the keys that the same thread put lately, a quarter of the room for each of two threads; the rest are puts of new keys."),
  /** A cache that is watched. */
  WATCHING(
      "Watching",
      "Larder as it is, beside Larder with all that watches it: statistics, Micrometer meters that are scraped each second, MBeans that are read each second over RMI, and a flight recording with all events. The third column records the reads as well."),
  /** Numbers of entries. */
  GROWTH("Growth", "The same at other numbers of entries; 10^7 in full mode only."),
  /** Bytes allocated by an operation. */
  ALLOCATION(
      "Allocation", "By JMH's GC profiler. A new entry includes its key, an Integer of 16 bytes."),
  /** Bytes of heap for an entry. */
  MEMORY(
      "Memory",
      "Beyond key and value, 1,000,000 entries in a cache bounded there; after a full GC in a JVM of its own."),
  /** Traces. */
  HIT_RATIO(
      "Hit ratio", "Get, and put on null, in a cache with room for a part of the distinct keys."),
  /** Time to the first get. */
  START_UP(
      "Start-up",
      "From the start of a JVM to its first get, and what is on its class path besides the harness.");

  private final String title;
  private final String explanation;

  Family(String title, String explanation) {
    this.title = title;
    this.explanation = explanation;
  }

  /** Returns the title. */
  public String title() {
    return title;
  }

  /** Describes the table in a sentence or two. */
  public String explanation() {
    return explanation;
  }

  /** Returns the name of the file. */
  public String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
