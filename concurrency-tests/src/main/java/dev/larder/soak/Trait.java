package dev.larder.soak;

/** What there may be to a kind of cache. */
enum Trait {
  /** Evicts by more than recency. */
  RANKED,
  /** Is bounded by weight. */
  WEIGHED,
  /** All that is in it expires soon. */
  EXPIRING,
  /** Has a store of record behind loader and writer. */
  THROUGH,
  /** Loads anew, in the background, what is hit at some age. */
  RELOADED,
  /** Has a listener, by which all that happens can be told from what is there. */
  HEARD,
  /** Has an asynchronous one that is slow, behind a small queue. */
  LATE,
  /** Has a bound that nobody moves. */
  STILL
}
