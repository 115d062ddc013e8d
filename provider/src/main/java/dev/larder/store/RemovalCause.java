package dev.larder.store;

/** Why a store has removed an entry by itself. */
public enum RemovalCause {
  /** The entries exceeded the bound. */
  EVICTED,
  /** The entry expired, and no operation found that. */
  EXPIRED
}
