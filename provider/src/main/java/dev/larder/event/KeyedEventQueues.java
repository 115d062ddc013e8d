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
 * The queues of the keys that have something to deliver. Adding happens under the key's exclusion,
 * so a queue has the order of the changes; delivering happens after its release, by one thread at a
 * time for each key. A queue goes when it runs empty, closed in the same step that finds it empty:
 * what is added later goes to a new queue, after everything in the old one has been delivered.
 */
final class KeyedEventQueues<K, V> {
  private static final Logger LOG = System.getLogger(KeyedEventQueues.class.getName());

  /** How often to try before waiting: most listeners are quick. */
  private static final int SPINS = 100;

  /** So many maps that threads seldom meet in one: they are almost empty, and written always. */
  private static final int MAPS =
      Integer.highestOneBit(Math.min(8 * Runtime.getRuntime().availableProcessors(), 64));

  /** Made when there is something to deliver: most caches have no listeners. */
  private volatile List<Map<K, KeyQueue<K, V>>> maps = List.of();

  private final Consumer<QueuedEvent<K, V>> action;

  KeyedEventQueues(Consumer<QueuedEvent<K, V>> action) {
    this.action = action;
  }

  private Map<K, KeyQueue<K, V>> queues(K key) {
    int mixed = key.hashCode() * 0x9E3779B9;
    List<Map<K, KeyQueue<K, V>>> known = maps;
    return (known.isEmpty() ? made() : known).get((mixed >>> 16) & (MAPS - 1));
  }

  private synchronized List<Map<K, KeyQueue<K, V>>> made() {
    if (maps.isEmpty()) {
      maps = Stream.<Map<K, KeyQueue<K, V>>>generate(ConcurrentHashMap::new).limit(MAPS).toList();
    }
    return maps;
  }

  /** Adds a delivery to its key's queue: under the key's exclusion. */
  QueuedEvent<K, V> add(
      List<CacheChangeEvent<K, V>> occurrences,
      Map<CacheChangeEvent.Kind, List<Registration<K, V>>> targets) {
    K key = occurrences.get(0).key();
    Map<K, KeyQueue<K, V>> queues = queues(key);
    KeyQueue<K, V> fresh = new KeyQueue<>(key);
    QueuedEvent<K, V> first = fresh.begin(occurrences, targets);
    while (true) {
      KeyQueue<K, V> queue = queues.putIfAbsent(key, fresh);
      if (queue == null) {
        return first;
      }
      QueuedEvent<K, V> delivery = queue.offer(occurrences, targets);
      if (delivery != null) {
        return delivery;
      }
      // It has just run empty, and whoever emptied it takes it out as well.
      queues.remove(key, queue);
    }
  }

  /**
   * Sees to it that a delivery is made: by this thread, which is then told by it what listeners
   * threw, or by another that is at it.
   *
   * @param patience how long to wait for that other thread, in nanoseconds. A thread that others
   *     may in turn wait for must not wait for ever: it leaves its delivery to the other.
   */
  void deliver(QueuedEvent<K, V> delivery, long patience) {
    KeyQueue<K, V> queue = delivery.queue;
    if (delivery.done) {
      return;
    }
    if (patience > 0 && !queue.delivering.isHeldByCurrentThread() && lock(delivery, patience)) {
      drain(queue, delivery);
    } else if (!delivery.done && !isLeftToOthers(delivery)) {
      delivery.leftBehind = false;
      drain(queue, null);
    }
  }

  /** The same for nobody who could be told what listeners throw: it is logged. */
  void deliver(QueuedEvent<K, V> delivery) {
    if (!delivery.done && !isLeftToOthers(delivery)) {
      drain(delivery.queue, null);
    }
  }

  /**
   * Leaves a delivery to whoever is at its queue: this thread itself, if a listener has changed the
   * key that it is being told about, and hears of that next. False if that is nobody, and this
   * thread has the lock now.
   */
  private static boolean isLeftToOthers(QueuedEvent<?, ?> delivery) {
    KeyQueue<?, ?> queue = delivery.queue;
    delivery.leftBehind = true;
    queue.leftBehind = true;
    return queue.delivering.isHeldByCurrentThread() || !queue.delivering.tryLock();
  }

  /** Makes all deliveries that nobody is at. */
  void deliverAll() {
    for (Map<K, KeyQueue<K, V>> queues : maps) {
      for (KeyQueue<K, V> queue : queues.values()) {
        queue.leftBehind = true;
        if (queue.delivering.tryLock()) {
          drain(queue, null);
        }
      }
    }
  }

  /** Waits for a queue's lock; false if another thread makes the delivery, or takes too long. */
  private static boolean lock(QueuedEvent<?, ?> delivery, long patience) {
    for (int i = 0; i < SPINS; i++) {
      if (delivery.done) {
        return false;
      }
      if (delivery.queue.delivering.tryLock()) {
        return true;
      }
      Thread.onSpinWait();
    }
    if (patience == Dispatcher.FOREVER) {
      delivery.queue.delivering.lock();
      return true;
    }
    try {
      return delivery.queue.delivering.tryLock(patience, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Holding the lock: delivers up to the last one, and everything if something was left behind. */
  private void drain(KeyQueue<K, V> queue, @Nullable QueuedEvent<K, V> last) {
    QueuedEvent<K, V> until = last;
    do {
      try {
        boolean all = until == null;
        if (all) {
          queue.leftBehind = false;
        }
        while (all || (until != null && !until.done)) {
          QueuedEvent<K, V> next = queue.poll();
          if (next == null) {
            break;
          }
          action.accept(next);
          next.done = true;
          Throwable failure = next.failure;
          if (failure != null && next.leftBehind) {
            LOG.log(Level.WARNING, "a cache entry listener failed", failure);
          }
        }
        forgetIfEmpty(queue);
      } finally {
        queue.delivering.unlock();
      }
      until = null;
      // Whoever left something behind did so before it found the lock taken.
    } while (queue.leftBehind && queue.delivering.tryLock());
  }

  private void forgetIfEmpty(KeyQueue<K, V> queue) {
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
