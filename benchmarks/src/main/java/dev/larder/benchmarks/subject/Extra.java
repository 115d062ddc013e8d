package dev.larder.benchmarks.subject;

/** What a cache does besides; a row needs one of them at most. */
public enum Extra {
  /** Nothing: by reference, and no more. */
  NONE,
  /** Keys and values are copied. */
  BY_VALUE,
  /** Hits and misses are counted. */
  STATISTICS,
  /** Reads of absent keys load them. */
  LOADER,
  /** A synchronous listener hears of creations and updates. */
  LISTENER
}
