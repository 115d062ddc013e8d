package dev.larder.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /** The tries for the lock of a queue before the thread parks: most listeners are quick. */
  private static final int SPINS = 100;

  /**
   * The number of maps. Each event writes to one of them twice, so threads should not share one.
   */
  private static final int MAPS =
      Integer.highestOneBit(Math.min(8 * Runtime.getRuntime().availableProcessors(), 64));

  /** Created with the first event, because most caches have no listeners. */
  private volatile List<Map<K, KeyQueue<K, V>>> maps = List.of();

  private final Consumer<QueuedEvent<K, V>> action;

  KeyedEventQueues(Consumer<QueuedEvent<K, V>> action) {
    this.action = action;
  }

  private Map<K, KeyQueue<K, V>> queues(K key) {
    int mixed = key.hashCode() * 0x9E3779B9;
    List<Map<K, KeyQueue<K, V>>> known = maps;
    return (known.isEmpty() ? createMaps() : known).get((mixed >>> 16) & (MAPS - 1));
  }

  private synchronized List<Map<K, KeyQueue<K, V>>> createMaps() {
    if (maps.isEmpty()) {
      maps = Stream.<Map<K, KeyQueue<K, V>>>generate(ConcurrentHashMap::new).limit(MAPS).toList();
    }
    return maps;
  }

  /** Adds the events of one change to the queue of their key. The caller holds the key. */
  QueuedEvent<K, V> add(
      List<CacheChangeEvent<K, V>> changes,
      Map<CacheChangeEvent.Kind, List<Registration<K, V>>> listeners) {
    K key = changes.get(0).key();
    Map<K, KeyQueue<K, V>> queues = queues(key);
    KeyQueue<K, V> fresh = new KeyQueue<>(key);
    QueuedEvent<K, V> first = fresh.addFirst(changes, listeners);
    while (true) {
      KeyQueue<K, V> queue = queues.putIfAbsent(key, fresh);
      if (queue == null) {
        return first;
      }
      QueuedEvent<K, V> event = queue.offer(changes, listeners);
      if (event != null) {
        return event;
      }
      // The queue has just been closed. The thread that closed it removes it as well.
      queues.remove(key, queue);
    }
  }

  /**
   * Delivers an event and all before it, or leaves them to the thread that is delivering for the
   * key. If the calling thread delivers, the event holds what its listeners threw.
   *
   * @param maxWait the longest wait for the delivering thread, in nanoseconds; {@link
   *     Dispatcher#FOREVER} for no limit. A thread that other threads may wait for must set one.
   */
  void deliver(QueuedEvent<K, V> event, long maxWait) {
    KeyQueue<K, V> queue = event.queue;
    if (event.done) {
      return;
    }
    if (maxWait > 0 && !queue.delivering.isHeldByCurrentThread() && lock(event, maxWait)) {
      drain(queue, event);
    } else if (!event.done && !handOff(event)) {
      event.handedOff = false;
      drain(queue, null);
    }
  }

  /** Delivers without waiting, and logs what the listeners throw. */
  void deliver(QueuedEvent<K, V> event) {
    if (!event.done && !handOff(event)) {
      drain(event.queue, null);
    }
  }

  /**
   * Leaves an event to the thread that is delivering for its key. That may be the calling thread: a
   * listener that changes its own key is notified of the change next.
   *
   * @return false if no thread is delivering; the calling thread has the lock of the queue then
   */
  private static boolean handOff(QueuedEvent<?, ?> event) {
    KeyQueue<?, ?> queue = event.queue;
    event.handedOff = true;
    queue.handedOff = true;
    return queue.delivering.isHeldByCurrentThread() || !queue.delivering.tryLock();
  }

  /** Delivers all events for whose key no thread is delivering. */
  void deliverAll() {
    for (Map<K, KeyQueue<K, V>> queues : maps) {
      for (KeyQueue<K, V> queue : queues.values()) {
        queue.handedOff = true;
        if (queue.delivering.tryLock()) {
          drain(queue, null);
        }
      }
    }
  }

  /**
   * Acquires the lock of the queue. Returns false if the event is delivered meanwhile, or if the
   * wait times out or is interrupted.
   */
  private static boolean lock(QueuedEvent<?, ?> event, long maxWait) {
    for (int i = 0; i < SPINS; i++) {
      if (event.done) {
        return false;
      }
      if (event.queue.delivering.tryLock()) {
        return true;
      }
      Thread.onSpinWait();
    }
    if (maxWait == Dispatcher.FOREVER) {
      event.queue.delivering.lock();
      return true;
    }
    try {
      return event.queue.delivering.tryLock(maxWait, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Delivers up to the given event, and all events if one was left to this thread. The caller holds
   * the lock of the queue, and this method releases it.
   */
  private void drain(KeyQueue<K, V> queue, @Nullable QueuedEvent<K, V> last) {
    QueuedEvent<K, V> until = last;
    do {
      try {
        boolean all = until == null;
        if (all) {
          queue.handedOff = false;
        }
        while (all || (until != null && !until.done)) {
          QueuedEvent<K, V> next = queue.poll();
          if (next == null) {
            break;
          }
          action.accept(next);
          next.done = true;
          Throwable failure = next.failure;
          if (failure != null && next.handedOff) {
            LOG.log(Level.WARNING, "a cache entry listener failed", failure);
          }
        }
        removeIfEmpty(queue);
      } finally {
        queue.delivering.unlock();
      }
      until = null;
      // A thread sets handedOff before it tries the lock, so no event is overlooked here.
    } while (queue.handedOff && queue.delivering.tryLock());
  }

  private void removeIfEmpty(KeyQueue<K, V> queue) {
    if (queue.closeIfEmpty()) {
      queues(queue.key).remove(queue.key, queue);
    }
  }

  boolean isEmpty() {
    return maps.stream().allMatch(Map::isEmpty);
  }

  void clear() {
    maps.forEach(Map::clear);
  }
}
