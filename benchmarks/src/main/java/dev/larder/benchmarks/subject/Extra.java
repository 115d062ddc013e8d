package dev.larder.benchmarks.subject;

/** An additional feature of a cache; a row needs one at most. */
public enum Extra {
  /** None, by reference. */
  NONE,
  /** Keys and values are copied. */
  BY_VALUE,
  /** Hits and misses are counted. */
  STATISTICS,
  /** Reads of absent keys load them. */
  LOADER,
  /** A synchronous listener receives creations and updates. */
  LISTENER
}
