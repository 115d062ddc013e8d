package dev.larder.reliability;

/** What there is of a key before an operation. */
enum Situation {
  ABSENT(null, null),
  PRESENT(Call.OLD, Call.OLD),
  /** In the store of record alone. */
  LOADABLE(null, Call.OLD),
  /** The same, and in the cache as well, but that it has just expired. */
  EXPIRED(null, Call.OLD);

  /** What the cache shows. */
  final String cached;

  final String recorded;

  Situation(String cached, String recorded) {
    this.cached = cached;
    this.recorded = recorded;
  }
}
