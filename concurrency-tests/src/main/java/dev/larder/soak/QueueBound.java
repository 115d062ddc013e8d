package dev.larder.soak;

/**
 * The maximum number of events that may be queued for the slow listener. An operation waits for
 * space after it has ended. So the queue may exceed its size by the events of operations that found
 * space at the same time, one for each thread. Expiry checks for space before a sweep, and removes
 * all due entries in it. A smaller bound does not check at all. Used by one thread.
 */
final class QueueBound {
  /** Above this size an operation waits at its end. */
  static final int SIZE = 64;

  /** A change of a key, and an eviction because of it. */
  private static final int EVENTS_A_KEY = 2;

  private final Kind kind;
  private final Settings settings;

  /** The maximum number of evictions by smaller bounds since the queue was last within its size. */
  private long evicted;

  /** The largest bound since then: a sweep may have begun under it. */
  private long largest;

  QueueBound(Kind kind, Settings settings) {
    this.kind = kind;
    this.settings = settings;
    this.largest = settings.maximum();
  }

  /** Returns the maximum number of events that may be queued now. */
  long most() {
    return SIZE
        + settings.threads() * (long) EVENTS_A_KEY * keys(kind)
        + (kind.is(Trait.EXPIRING) ? most(largest) : 0)
        + evicted;
  }

  /** Returns the number of keys that an operation changes before it waits. */
  private static int keys(Kind kind) {
    return kind.is(Trait.BACKED_BY_STORE) ? Operations.MAX_KEYS : 1;
  }

  /** Returns the maximum number of entries under a bound. */
  private long most(long maximum) {
    return maximum + settings.threads();
  }

  /** Records a change of the cache's bound. */
  void move(long from, long to) {
    evicted += Math.max(0, most(from) - to);
    largest = Math.max(largest, to);
  }

  /** Records the observed number of queued events, under a bound of the cache. */
  void see(long queued, long maximum) {
    if (queued <= SIZE) {
      evicted = 0;
      largest = maximum;
    }
  }
}
