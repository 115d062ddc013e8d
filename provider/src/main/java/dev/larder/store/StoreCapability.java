package dev.larder.store;

/** An ability that some stores have. A cache refuses settings that its store cannot carry out. */
public enum StoreCapability {
  /**
   * Keeps the objects that it is given, so that a cache may store by reference. The version of an
   * entry is its value.
   */
  BY_REFERENCE,
  /** Bounds its entries by number or weight. */
  BOUNDED,
  /**
   * A {@link Store#read} that returns null has found that there is no entry, or leaves the report
   * of an expired one to {@link Store#expire}. The cache does not look a second time.
   */
  EXACT_MISSES,
  /**
   * Shows the values before and after each change in the order of the changes of a key, see {@link
   * Store#applyAll}. So a listener needs no claim.
   */
  ORDERS_CHANGES,
  /** Reports the entries that expire, with their values, so that EXPIRED events can be sent. */
  REPORTS_EXPIRED,
  /** Keeps the entries after {@link Store#close}, for the next store of the same cache. */
  PERSISTENT
}
