package dev.larder.event;

import dev.larder.time.OnceAMinute;
import dev.larder.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The event queues of the keys with undelivered events. Events are added while the key is held, so
 * a queue has the order of the changes. They are delivered after the release of the key, by one
 * thread at a time for each key.
 *
 * <p>A queue is closed in the same step that finds it empty, and then removed. Later events of the
 * key use a new queue, when all events of the old one have been delivered. Thread-safe.
 */
final class KeyedEventQueues<K, V> {
  private static final Logger LOG = System.getLogger(KeyedEventQueues.class.getName());

  /** Large enough that threads seldom meet in a bin: each event writes to the map twice. */
  private static final int CAPACITY = 1_024;

  private final Map<K, KeyQueue<K, V>> queues = new ConcurrentHashMap<>(CAPACITY);
  private final Consumer<QueuedEvent<K, V>> action;
  private final OnceAMinute warnings = new OnceAMinute(Ticker.system());

  /**
   * Creates an empty set of queues.
   *
   * @param action calls the listeners of an event, and marks it as done
   */
  KeyedEventQueues(Consumer<QueuedEvent<K, V>> action) {
    this.action = action;
  }

  /** Adds the events of one change to the queue of their key. The caller holds the key. */
  QueuedEvent<K, V> add(List<CacheChangeEvent<K, V>> changes, List<Registration<K, V>> listeners) {
    K key = changes.get(0).key();
    while (true) {
      KeyQueue<K, V> known = queues.get(key);
      KeyQueue<K, V> queue = known == null ? new KeyQueue<>(key, this) : known;
      QueuedEvent<K, V> event = new QueuedEvent<>(changes, listeners, queue);
      if (queue.offer(event) && (known != null || queues.putIfAbsent(key, queue) == null)) {
        return event;
      }
      // The known queue has just been closed, or another queue has been added meanwhile.
      remove(queue);
    }
  }

  /** Logs what a listener threw that no operation waits for. */
  void warn(Throwable failure) {
    if (warnings.isDue()) {
      LOG.log(
          Level.WARNING, "a cache entry listener failed; the next warning in a minute", failure);
    }
  }

  void deliver(QueuedEvent<K, V> event) {
    action.accept(event);
  }

  void remove(KeyQueue<K, V> queue) {
    queues.remove(queue.key(), queue);
  }

  /** Delivers all events for whose key no thread is delivering. */
  void deliverAll() {
    queues.values().forEach(KeyQueue::deliverAll);
  }

  boolean isEmpty() {
    return queues.isEmpty();
  }

  void clear() {
    queues.clear();
  }
}
