package dev.larder.event;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** The events of one change of one entry, as an element of the queue of its key. */
public final class QueuedEvent<K, V> {
  final List<CacheChangeEvent<K, V>> changes;
  final Map<CacheChangeEvent.Kind, List<Registration<K, V>>> listeners;
  final KeyQueue<K, V> queue;

  /** The next element. Guarded by the queue. */
  @Nullable QueuedEvent<K, V> next;

  // Written by the delivering thread before it releases the lock of the queue.
  volatile boolean done;

  /** Set by a publisher that does not wait for the delivery: a failure is logged then. */
  volatile boolean handedOff;

  volatile @Nullable Throwable failure;

  private static final int NOT_COUNTED = 0;
  private static final int COUNTED = 1;
  private static final int DELIVERED = 2;

  @SuppressWarnings("rawtypes") // an updater knows the class alone
  private static final AtomicIntegerFieldUpdater<QueuedEvent> COUNT =
      AtomicIntegerFieldUpdater.newUpdater(QueuedEvent.class, "count");

  /** Whether it counts against the queue's capacity although its listeners are synchronous. */
  @SuppressWarnings("UnusedVariable") // the updater reads it
  private volatile int count = NOT_COUNTED;

  QueuedEvent(
      List<CacheChangeEvent<K, V>> changes,
      Map<CacheChangeEvent.Kind, List<Registration<K, V>>> listeners,
      KeyQueue<K, V> queue) {
    this.changes = changes;
    this.listeners = listeners;
    this.queue = queue;
  }

  /** Counts the event against the capacity. Returns false if it has been delivered already. */
  boolean countAgainstCapacity() {
    return COUNT.compareAndSet(this, NOT_COUNTED, COUNTED);
  }

  /** Marks the event as delivered. Returns whether it was counted against the capacity. */
  boolean markDelivered() {
    return COUNT.getAndSet(this, DELIVERED) == COUNTED;
  }
}
