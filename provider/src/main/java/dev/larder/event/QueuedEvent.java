package dev.larder.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of one change of one entry, as an element of the queue of its key. Thread-safe. */
public final class QueuedEvent<K, V> {
  final List<CacheChangeEvent<K, V>> changes;
  final List<Registration<K, V>> listeners;
  final KeyQueue<K, V> queue;

  /** The next element. Guarded by the queue. */
  @Nullable QueuedEvent<K, V> next;

  /** Whether the listeners have been called. Written under the lock of this object. */
  volatile boolean done;

  /** Set by a publisher that does not wait for the delivery: a failure is logged then. */
  volatile boolean handedOff;

  /** What the listeners have thrown: the first failure, with the others suppressed. */
  volatile @Nullable Throwable failure;

  /** Guarded by this. */
  private boolean counted;

  /**
   * Creates an event.
   *
   * @param listeners the listeners that were registered at the time of the change
   */
  QueuedEvent(
      List<CacheChangeEvent<K, V>> changes,
      List<Registration<K, V>> listeners,
      KeyQueue<K, V> queue) {
    this.changes = changes;
    this.listeners = listeners;
    this.queue = queue;
  }

  /** Counts the event against the capacity. Returns false if it has been delivered already. */
  synchronized boolean countAgainstCapacity() {
    counted = !done;
    return counted;
  }

  /** Marks the event as delivered. Returns whether it was counted against the capacity. */
  synchronized boolean markDone() {
    done = true;
    return counted;
  }

  /** Calls the listeners, and keeps what they throw. */
  void callListeners() {
    for (CacheChangeEvent<K, V> change : changes) {
      for (Registration<K, V> listener : listeners) {
        try {
          listener.deliver(change);
        } catch (RuntimeException | Error e) {
          failure = first(failure, e);
        }
      }
    }
  }

  /** Returns the first of two failures, with the second one suppressed. */
  static @Nullable Throwable first(@Nullable Throwable first, @Nullable Throwable second) {
    if (first == null || second == null || first == second) {
      return first == null ? second : first;
    }
    first.addSuppressed(second);
    return first;
  }
}
