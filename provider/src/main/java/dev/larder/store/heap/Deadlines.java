package dev.larder.store.heap;

import dev.larder.store.Action;
import dev.larder.store.StoreContext;
import dev.larder.time.Ticker;

/**
 * Tells whether an entry is alive, mostly without reading the clock, and moves deadlines for
 * readers. A reader moves a deadline by compare-and-set, without owning the node. The owner of a
 * node sets the deadline by {@link Node#setDeadline}.
 */
final class Deadlines<K, V> {
  /** An access that moves a deadline by less than this part of the time to live is skipped. */
  private static final int SLACK_BITS = 10;

  private static final long MAX_SLACK_NANOS = 1_000_000_000;

  /**
   * A deadline this far past the cached time cannot have passed yet, so the clock need not be read.
   */
  private static final long CERTAIN_NANOS = 1_000_000_000;

  private final StoreContext<K, V> context;
  private final Maintenance<K, V> maintenance;

  // How an access moves the deadline. The fields are plain because they seldom change. A reader
  // that sees a mix of old and new fields skips at most a small move.
  private boolean movesOnAccess;

  /** How long an entry lives after an access, in nanoseconds. */
  private long accessNanos;

  private long accessSlackNanos;

  Deadlines(StoreContext<K, V> context, Maintenance<K, V> maintenance) {
    this.context = context;
    this.maintenance = maintenance;
    expiryChanged();
  }

  /** Reads how accesses move deadlines from now on. */
  void expiryChanged() {
    long nanos = context.timeToLive(Action.READ, true);
    boolean moves = nanos != StoreContext.UNCHANGED;
    accessNanos = moves ? nanos : Ticker.NEVER;
    accessSlackNanos = Math.min(accessNanos >> SLACK_BITS, MAX_SLACK_NANOS);
    movesOnAccess = moves;
  }

  /**
   * Returns whether an entry with this deadline is alive. Reads the clock only if the deadline may
   * have passed.
   */
  boolean isAlive(long deadline) {
    return deadline == Ticker.NEVER
        || deadline - context.recently() > CERTAIN_NANOS
        || deadline > context.now();
  }

  /** Moves the deadline after an access, if it has to. Returns false if it has passed. */
  boolean access(TimedNode<K, V> node) {
    return !movesOnAccess || moveOnAccess(node);
  }

  /** Moves the deadline, unless the move is shorter than the slack. */
  private boolean moveOnAccess(TimedNode<K, V> node) {
    while (true) {
      long seen = node.deadline();
      long ahead = Ticker.after(context.recently(), accessNanos) - seen;
      if (accessSlackNanos > 2 * StoreContext.LAG
          && ahead >= 0
          && ahead < accessSlackNanos - 2 * StoreContext.LAG) {
        return true;
      }
      long now = context.now();
      if (seen <= now) {
        return false;
      }
      long nanos = context.timeToLive(Action.READ, true);
      if (nanos == StoreContext.UNCHANGED) {
        return true; // the expiry policy has just been changed
      }
      long deadline = Ticker.after(now, nanos);
      boolean hardlyMoves = deadline >= seen && deadline - seen <= accessSlackNanos;
      if (hardlyMoves || move(node, seen, deadline)) {
        return true;
      }
    }
  }

  /**
   * Moves the deadline to the end of a time to live that begins now.
   *
   * @param timeToLive in nanoseconds; {@link StoreContext#UNCHANGED} leaves the deadline alone
   * @return false if the entry has expired, or has another value than {@code version}
   */
  boolean touch(TimedNode<K, V> node, Object version, long timeToLive) {
    while (true) {
      // The deadline is read before the clock. If another access moves the deadline in between, the
      // compare-and-set fails, so an older time does not replace a newer one.
      long deadline = node.deadline();
      long now = context.now();
      if (node.value() != version || deadline <= now) {
        return false;
      }
      if (timeToLive == StoreContext.UNCHANGED
          || move(node, deadline, Ticker.after(now, timeToLive))) {
        return true;
      }
    }
  }

  /** Moves the deadline for a reader, unless another thread has moved it meanwhile. */
  private boolean move(TimedNode<K, V> node, long seen, long deadline) {
    boolean moved = deadline == seen || node.moveDeadline(seen, deadline);
    if (moved && deadline < seen) {
      maintenance.onChanged(node, 0);
    }
    return moved;
  }

  /** Returns the end of a time to live, {@link StoreContext#UNCHANGED} for an unchanged one. */
  static long of(long timeToLive, long now) {
    return timeToLive == StoreContext.UNCHANGED
        ? StoreContext.UNCHANGED
        : Ticker.after(now, timeToLive);
  }

  /**
   * Returns the latest time for which the wheel may have scheduled a node. A reader may have moved
   * the deadline since it was read.
   */
  long latestScheduled(long deadline, long now) {
    return movesOnAccess ? Math.max(deadline, Ticker.after(now, accessNanos)) : deadline;
  }
}
