package dev.larder.store;

import dev.larder.CacheUnavailableException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the tries of an operation on an entry that other processes change meanwhile. Between two
 * tries the thread pauses for a random time, whose limit doubles. So threads that are in each
 * other's way do not stay there. Used by one thread.
 */
public final class Conflicts {
  /** After so many conflicts the operation fails: after about a second of pauses. */
  static final int MAX = 100;

  private static final long MIN_PAUSE_NANOS = 50_000;
  private static final int MAX_DOUBLINGS = 9;

  private final String cacheName;
  private int count;

  /** Creates a count of 0. */
  public Conflicts(String cacheName) {
    this.cacheName = cacheName;
  }

  /**
   * Counts a conflict, and pauses unless it is the first one.
   *
   * @throws CacheUnavailableException if there were too many
   */
  public void pause() {
    if (++count > MAX) {
      throw new CacheUnavailableException(
          "cache '"
              + cacheName
              + "': an operation was given up, because other processes changed its entry "
              + MAX
              + " times before it could be stored",
          null);
    }
    if (count > 1) {
      long limit = MIN_PAUSE_NANOS << Math.min(count, MAX_DOUBLINGS);
      // An interrupt would end each pause at once, and so use up the tries.
      boolean isInterrupted = Thread.interrupted();
      LockSupport.parkNanos(this, ThreadLocalRandom.current().nextLong(limit));
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
