package dev.larder.event;

import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The undelivered events of one key. The thread that holds {@code delivering} delivers them in
 * order. An empty queue is closed for good, and later events of the key use a new queue.
 */
final class KeyQueue<K, V> {
  final K key;
  final ReentrantLock delivering = new ReentrantLock();

  /** Set by a thread that leaves its event to the thread that holds the lock. */
  volatile boolean handedOff;

  // Guarded by this. No user code is called while it is held.
  private @Nullable QueuedEvent<K, V> first;
  private @Nullable QueuedEvent<K, V> last;
  private boolean closed;

  KeyQueue(K key) {
    this.key = key;
  }

  /** Adds the first event, before the queue is published to other threads. */
  QueuedEvent<K, V> addFirst(
      List<CacheChangeEvent<K, V>> changes,
      Map<CacheChangeEvent.Kind, List<Registration<K, V>>> listeners) {
    QueuedEvent<K, V> event = new QueuedEvent<>(changes, listeners, this);
    first = event;
    last = event;
    return event;
  }

  /** Adds an event. Returns null if the queue is closed. */
  @Nullable QueuedEvent<K, V> offer(
      List<CacheChangeEvent<K, V>> changes,
      Map<CacheChangeEvent.Kind, List<Registration<K, V>>> listeners) {
    QueuedEvent<K, V> event = new QueuedEvent<>(changes, listeners, this);
    synchronized (this) {
      if (closed) {
        return null;
      }
      if (last == null) {
        first = event;
      } else {
        last.next = event;
      }
      last = event;
    }
    return event;
  }

  /** Removes and returns the next event, or null if the queue is empty. */
  synchronized @Nullable QueuedEvent<K, V> poll() {
    QueuedEvent<K, V> event = first;
    if (event != null) {
      first = event.next;
      last = first == null ? null : last;
    }
    return event;
  }

  /** Closes the queue if it is empty. Returns whether it is closed now. */
  synchronized boolean closeIfEmpty() {
    closed = first == null;
    return closed;
  }
}
