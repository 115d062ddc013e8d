package dev.larder.event;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/** What waits to be delivered for one key; who holds {@code delivering} delivers, in order. */
final class KeyQueue<K, V> {
  final K key;

  /** Guarded by the bin of the map that the queue is in. */
  final Queue<Delivery<K, V>> waiting = new ArrayDeque<>();

  final ReentrantLock delivering = new ReentrantLock();

  /** Set by a thread that leaves its delivery to whoever holds the lock. */
  volatile boolean leftBehind;

  KeyQueue(K key) {
    this.key = key;
  }
}
