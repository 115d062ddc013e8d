package dev.larder.reliability;

/** The state of a key before an operation. */
enum InitialState {
  ABSENT(null, null),
  PRESENT(CacheOperation.OLD, CacheOperation.OLD),
  /** Present in the store of record only. */
  LOADABLE(null, CacheOperation.OLD),
  /** Present in the store of record, and expired in the cache. */
  EXPIRED(null, CacheOperation.OLD);

  /** The value in the cache. */
  final String cached;

  final String recorded;

  InitialState(String cached, String recorded) {
    this.cached = cached;
    this.recorded = recorded;
  }
}
