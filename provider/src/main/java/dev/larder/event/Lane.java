package dev.larder.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The queues of the keys that have something to deliver. Adding happens under the key's exclusion,
 * so a queue has the order of the changes; delivering happens after its release, by one thread at a
 * time for each key. A queue goes when it runs empty, in the same step that finds it empty: what is
 * added later goes to a new queue, after everything in the old one has been delivered.
 */
final class Lane<K, V> {
  private static final Logger LOG = System.getLogger(Lane.class.getName());

  private final Map<K, KeyQueue<K, V>> queues = new ConcurrentHashMap<>();
  private final Consumer<Delivery<K, V>> action;

  Lane(Consumer<Delivery<K, V>> action) {
    this.action = action;
  }

  /** Adds a delivery to its key's queue: under the key's exclusion. */
  Delivery<K, V> add(List<Occurrence<K, V>> occurrences, List<Registration<K, V>> targets) {
    AtomicReference<@Nullable Delivery<K, V>> added = new AtomicReference<>();
    queues.compute(
        occurrences.get(0).key(),
        (key, present) -> {
          KeyQueue<K, V> queue = present == null ? new KeyQueue<>(key) : present;
          Delivery<K, V> delivery = new Delivery<>(occurrences, targets, queue);
          queue.waiting.add(delivery);
          added.set(delivery);
          return queue;
        });
    return Objects.requireNonNull(added.get());
  }

  /**
   * Sees to it that a delivery is made: by this thread, or by another that is at it.
   *
   * @param mayWait whether to wait for that other thread. A thread that others may in turn wait for
   *     must not: it leaves its delivery to the other.
   */
  void deliver(Delivery<K, V> delivery, boolean mayWait) {
    KeyQueue<K, V> queue = delivery.queue;
    if (delivery.done) {
      return;
    }
    if (queue.delivering.isHeldByCurrentThread()) {
      delivery.leftBehind = true;
      // A listener changed the key that it is being told about: it hears of that next.
      queue.leftBehind = true;
      return;
    }
    if (mayWait) {
      queue.delivering.lock();
    } else {
      delivery.leftBehind = true;
      queue.leftBehind = true;
      if (!queue.delivering.tryLock()) {
        return;
      }
    }
    drain(queue, mayWait ? delivery : null);
  }

  /** Holding the lock: delivers up to the last one, and everything if something was left behind. */
  private void drain(KeyQueue<K, V> queue, @Nullable Delivery<K, V> last) {
    Delivery<K, V> until = last;
    do {
      try {
        boolean all = until == null;
        if (all) {
          queue.leftBehind = false;
        }
        while (all || (until != null && !until.done)) {
          Delivery<K, V> next = poll(queue);
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

  private @Nullable Delivery<K, V> poll(KeyQueue<K, V> queue) {
    // Additions are made in the same bin of the map, so this is when the queue cannot change.
    AtomicReference<@Nullable Delivery<K, V>> polled = new AtomicReference<>();
    queues.computeIfPresent(
        queue.key,
        (key, present) -> {
          if (present == queue) {
            polled.set(queue.waiting.poll());
          }
          return present;
        });
    return polled.get();
  }

  private void forgetIfEmpty(KeyQueue<K, V> queue) {
    queues.computeIfPresent(
        queue.key, (key, present) -> present == queue && queue.waiting.isEmpty() ? null : present);
  }

  boolean isEmpty() {
    return queues.isEmpty();
  }

  void clear() {
    queues.clear();
  }
}
