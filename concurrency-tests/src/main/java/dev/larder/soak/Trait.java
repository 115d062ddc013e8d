package dev.larder.soak;

/** A property of a kind of cache. */
enum Trait {
  /** Evicts by the adaptive policy. */
  RANKED,
  /** Is bounded by weight. */
  WEIGHED,
  /** All its entries expire soon. */
  EXPIRING,
  /** Has a store of record behind loader and writer. */
  BACKED_BY_STORE,
  /** Reloads stale values in the background when they are hit. */
  RELOADED,
  /** Has a listener whose events must explain the content. */
  LISTENED,
  /** Has a slow asynchronous listener behind a small queue. */
  SLOW_LISTENER,
  /** Has a fixed bound. */
  FIXED_BOUND
}
