package dev.larder.event;

import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be delivered for one key; who holds {@code delivering} delivers, in order. A queue
 * that has run empty is closed for good: what comes later goes to another one.
 */
final class KeyQueue<K, V> {
  final K key;
  final ReentrantLock delivering = new ReentrantLock();

  /** Set by a thread that leaves its delivery to whoever holds the lock. */
  volatile boolean leftBehind;

  // Guarded by this; nothing is called while it is held.
  private @Nullable QueuedEvent<K, V> first;
  private @Nullable QueuedEvent<K, V> last;
  private boolean closed;

  KeyQueue(K key) {
    this.key = key;
  }

  /** Adds the first delivery, before anybody else knows the queue. */
  QueuedEvent<K, V> begin(
      List<CacheChangeEvent<K, V>> occurrences,
      Map<CacheChangeEvent.Kind, List<Registration<K, V>>> targets) {
    QueuedEvent<K, V> delivery = new QueuedEvent<>(occurrences, targets, this);
    first = delivery;
    last = delivery;
    return delivery;
  }

  /** Adds a delivery; null if the queue is closed. */
  @Nullable QueuedEvent<K, V> offer(
      List<CacheChangeEvent<K, V>> occurrences,
      Map<CacheChangeEvent.Kind, List<Registration<K, V>>> targets) {
    QueuedEvent<K, V> delivery = new QueuedEvent<>(occurrences, targets, this);
    synchronized (this) {
      if (closed) {
        return null;
      }
      if (last == null) {
        first = delivery;
      } else {
        last.next = delivery;
      }
      last = delivery;
    }
    return delivery;
  }

  /** Takes the next delivery, null if there is none. */
  synchronized @Nullable QueuedEvent<K, V> poll() {
    QueuedEvent<K, V> delivery = first;
    if (delivery != null) {
      first = delivery.next;
      last = first == null ? null : last;
    }
    return delivery;
  }

  /** Closes the queue if nothing waits in it. */
  synchronized boolean closeIfEmpty() {
    closed = first == null;
    return closed;
  }
}
