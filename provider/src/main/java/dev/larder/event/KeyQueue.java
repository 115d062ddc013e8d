package dev.larder.event;

import org.jspecify.annotations.Nullable;

/**
 * The undelivered events of one key. The thread that owns {@code delivering} delivers them in
 * order. An empty queue is closed for good, and later events of the key use a new queue.
 */
final class KeyQueue<K, V> {

  /** The tries for the lock before the thread parks: most listeners are quick. */
  private static final int SPINS = 100;

  private final K key;
  private final KeyedEventQueues<K, V> owner;
  private final DeliveryLock delivering = new DeliveryLock();

  /** Set by a thread that leaves its event to the thread that holds the lock. */
  private volatile boolean handedOff;

  // Guarded by this. No user code is called while it is held.
  private @Nullable QueuedEvent<K, V> first;
  private @Nullable QueuedEvent<K, V> last;
  private boolean closed;

  KeyQueue(K key, KeyedEventQueues<K, V> owner) {
    this.key = key;
    this.owner = owner;
  }

  K key() {
    return key;
  }

  /** Adds an event. Returns false if the queue is closed. */
  synchronized boolean offer(QueuedEvent<K, V> event) {
    if (closed) {
      return false;
    }
    if (last == null) {
      first = event;
    } else {
      last.next = event;
    }
    last = event;
    return true;
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

  /**
   * Delivers an event and all before it, or leaves them to the thread that is delivering. If the
   * calling thread delivers, the event holds what its listeners threw.
   *
   * @param maxWait the longest wait for the delivering thread, in nanoseconds; {@link
   *     Dispatcher#FOREVER} for no limit. A thread that other threads may wait for must set one.
   */
  void deliver(QueuedEvent<K, V> event, long maxWait) {
    if (event.done) {
      return;
    }
    Thread me = Thread.currentThread();
    boolean isNested = delivering.owner == me;
    try {
      if (maxWait > 0 && !isNested && lock(event, maxWait)) {
        drain(event);
      } else if (!event.done) {
        event.handedOff = true;
        if (!handOff(me)) {
          event.handedOff = false;
          drain(null);
        }
      }
    } finally {
      if (!isNested && delivering.owner == me) {
        delivering.owner = null; // the stack has overflowed
      }
    }
  }

  /** Delivers without waiting, and logs what the listeners throw. */
  void deliver(QueuedEvent<K, V> event) {
    if (!event.done) {
      event.handedOff = true;
      deliverAll();
    }
  }

  /** Delivers all events, or leaves them to the thread that is delivering. */
  void deliverAll() {
    Thread me = Thread.currentThread();
    boolean isNested = delivering.owner == me;
    try {
      if (!handOff(me)) {
        drain(null);
      }
    } finally {
      if (!isNested && delivering.owner == me) {
        delivering.owner = null; // the stack has overflowed
      }
    }
  }

  /**
   * Leaves the events to the thread that is delivering. That may be the calling thread: a listener
   * that changes its own key is notified of the change next.
   *
   * @param me the calling thread
   * @return false if no thread is delivering; the calling thread has the lock of the queue then
   */
  private boolean handOff(Thread me) {
    handedOff = true;
    return delivering.owner == me || !delivering.tryLock();
  }

  /**
   * Acquires the lock of the queue. Returns false if the event is delivered meanwhile, or if the
   * wait times out or is interrupted.
   */
  private boolean lock(QueuedEvent<K, V> event, long maxWait) {
    for (int i = 0; i < SPINS; i++) {
      if (event.done) {
        return false;
      }
      if (delivering.tryLock()) {
        return true;
      }
      Thread.onSpinWait();
    }
    return delivering.lock(maxWait);
  }

  /**
   * Delivers up to the given event, or all events if it is null or another thread has left one. The
   * caller holds the lock of the queue, and this method releases it.
   */
  private void drain(@Nullable QueuedEvent<K, V> until) {
    QueuedEvent<K, V> end = until;
    do {
      try {
        if (end == null) {
          handedOff = false;
        }
        deliverUntil(end);
        if (closeIfEmpty()) {
          owner.remove(this);
        }
      } finally {
        delivering.unlock();
      }
      end = null;
      // A thread sets handedOff before it tries the lock, so no event is overlooked here.
    } while (handedOff && delivering.tryLock());
  }

  private void deliverUntil(@Nullable QueuedEvent<K, V> end) {
    while (end == null || !end.done) {
      QueuedEvent<K, V> next = poll();
      if (next == null) {
        return;
      }
      owner.deliver(next);
      Throwable failure = next.failure;
      if (failure != null && next.handedOff) {
        owner.warn(failure);
      }
    }
  }
}
