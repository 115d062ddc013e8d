package dev.larder.store;

/** The effect of an operation on an entry. An operation has exactly one. */
public enum Action {
  /** Leaves the entry alone. Not an access. */
  NONE,
  /** Accesses the entry's value, which may move its deadline. */
  READ,
  /** Stores a value of the cache loader. Not a put, and not written through. */
  LOAD,
  /** Stores a value. */
  WRITE,
  /** Removes the entry. The writer is called even if there is no entry. */
  REMOVE;

  /** Returns whether the entry has a new value afterwards. */
  public boolean stores() {
    return this == LOAD || this == WRITE;
  }
}
