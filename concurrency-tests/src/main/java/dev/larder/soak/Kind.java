package dev.larder.soak;

/** The kinds of caches that are used at once. */
enum Kind {
  LRU,
  ADAPTIVE,
  WEIGHT,
  CREATED,
  ACCESSED,
  PER_ENTRY,
  BY_VALUE,
  BACKED,
  TOLD,
  TOLD_OF_EXPIRY,
  TOLD_LATER;

  /** How much an entry weighs at most, where weight counts. */
  static final int HEAVIEST = 8;

  boolean isWeighted() {
    return this == WEIGHT || this == PER_ENTRY;
  }

  boolean hasReplay() {
    return this == TOLD || this == TOLD_OF_EXPIRY || this == TOLD_LATER;
  }

  boolean hasBackend() {
    return this == BACKED;
  }

  /**
   * Whether the bound is moved. Where listeners are slow it is not: all that goes with one step
   * would be queued at once.
   */
  boolean isResized() {
    return this != TOLD_LATER;
  }

  /** Whether it may be cleared: not where every change has to be told. */
  boolean isCleared() {
    return !hasReplay() && !hasBackend();
  }
}
