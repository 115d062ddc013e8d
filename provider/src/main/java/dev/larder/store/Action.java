package dev.larder.store;

/** What an operation does to an entry: at most one of these. */
public enum Action {
  /** Leaves the entry alone, unnoticed. */
  NONE,
  /** Accesses the entry's value, which may move its deadline. */
  READ,
  /**
   * Stores a value that came from the cache loader: it is not a put, and is not written through.
   */
  LOAD,
  /** Stores a value. */
  WRITE,
  /** Removes the entry, and says so to the writer even when there is none. */
  REMOVE;

  /** Whether the entry holds a new value afterwards. */
  public boolean stores() {
    return this == LOAD || this == WRITE;
  }
}
