package dev.larder.soak;

/**
 * How many events may wait for the slow listener. An operation waits for room once it is done: so
 * beyond the size there is what the operations add that found room at the same time, one a thread.
 * Expiry looks for room before a sweep, and takes all that is due in it; a smaller bound does not
 * look at all. Used by one thread.
 */
final class QueueBound {
  /** Beyond this, who has done something waits. */
  static final int SIZE = 64;

  /** A change of a key, and the eviction that makes room for it. */
  private static final int EVENTS_A_KEY = 2;

  private final Kind kind;
  private final Settings settings;

  /** What smaller bounds may have evicted since the queue was seen within its size. */
  private long evicted;

  /** The largest bound since then: a sweep may have begun under it. */
  private long largest;

  QueueBound(Kind kind, Settings settings) {
    this.kind = kind;
    this.settings = settings;
    this.largest = settings.maximum();
  }

  /** What may wait now. */
  long most() {
    return SIZE
        + settings.threads() * (long) EVENTS_A_KEY * keys(kind)
        + (kind.is(Trait.EXPIRING) ? most(largest) : 0)
        + evicted;
  }

  /** How many keys an operation is about before it waits. */
  private static int keys(Kind kind) {
    return kind.is(Trait.THROUGH) ? Operations.MOST_KEYS : 1;
  }

  /** How many entries there may be under a bound. */
  private long most(long maximum) {
    return maximum + settings.threads();
  }

  /** The bound of the cache is moved. */
  void move(long from, long to) {
    evicted += Math.max(0, most(from) - to);
    largest = Math.max(largest, to);
  }

  /** So many events have been seen to wait, under a bound of the cache. */
  void see(long queued, long maximum) {
    if (queued <= SIZE) {
      evicted = 0;
      largest = maximum;
    }
  }
}
