package dev.larder.store.heap;

import dev.larder.store.StoreContext;
import dev.larder.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of the entries of one store: a {@link TimingWheel}, and the next call of {@link
 * Maintenance#expire} that the store has requested. Guarded by the policy lock, except {@link
 * #nextWake}.
 */
final class ExpirySchedule<K, V> {
  private final StoreContext<K, V> context;

  // Visible in the package, because the owner of the policy lock takes the request without a call.

  /**
   * The time to pass to {@link #wakeAt} after the lock is released, {@link Ticker#NEVER} for no
   * call.
   */
  long requestedWake = Ticker.NEVER;

  private final TimingWheel<K, V> wheel;

  /**
   * The time at which {@link Maintenance#expire} has been requested to run. An entry with a later
   * deadline needs no request. Written under the lock; after a failure {@link #wakeAt} resets it
   * without the lock. Read by the owner of a buffer.
   */
  private volatile long nextWake = Ticker.NEVER;

  ExpirySchedule(StoreContext<K, V> context) {
    this.context = context;
    this.wheel = new TimingWheel<>(context.now());
  }

  /** Returns whether {@link Maintenance#expire} has to run earlier for a deadline. */
  boolean isEarlier(long deadline) {
    return deadline < nextWake;
  }

  /** Moves a node to its deadline, and requests a wake if there is none until then. */
  void schedule(Node<K, V> node) {
    wheel.schedule((TimedNode<K, V>) node);
    if (isEarlier(node.deadline())) {
      nextWake = node.deadline();
      requestedWake = nextWake;
    }
  }

  /** Schedules a node that a pass has skipped. The pass chooses the next wake at its end. */
  void scheduleAgain(TimedNode<K, V> node) {
    wheel.schedule(node);
  }

  void cancel(Node<K, V> node) {
    wheel.cancel((TimedNode<K, V>) node);
  }

  /** Takes the nodes off that may have expired, for {@link #poll}. */
  void advance(long now) {
    wheel.advance(now);
  }

  /**
   * Returns whether the deadline of a node has passed by the latest time of an {@link #advance}.
   */
  boolean isDue(TimedNode<K, V> node) {
    return wheel.isDue(node);
  }

  /** Returns whether {@link #poll} has nodes to look at. */
  boolean hasMore() {
    return wheel.hasTaken();
  }

  /** Looks at the next node that may have expired: returns it if it has, else null. */
  @Nullable TimedNode<K, V> poll() {
    return wheel.poll();
  }

  /** Chooses the next wake, at the end of a pass. */
  void chooseNextWake() {
    nextWake = wheel.nextWake();
  }

  long nextWake() {
    return nextWake;
  }

  /** Requests a pass at a time. After the lock is released, because the call leaves the store. */
  void wakeAt(long deadline) {
    boolean isRequested = false;
    try {
      context.wakeAfter(Math.max(0, deadline - context.now()));
      isRequested = true;
    } finally {
      if (!isRequested) {
        nextWake = Ticker.NEVER; // the next entry with a deadline requests again
      }
    }
  }

  void clear() {
    wheel.clear();
  }
}
