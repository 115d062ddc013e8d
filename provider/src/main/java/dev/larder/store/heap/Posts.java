package dev.larder.store.heap;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where threads that find the policy lock taken post the node that they want linked, for its holder
 * to do that too (after Hendler, Incze, Shavit and Tzafrir, "Flat Combining and the
 * Synchronization-Parallelism Tradeoff", SPAA 2010). A lock that wanders from core to core takes
 * everything it guards along; a node is but one line.
 *
 * <p>A slot belongs to whoever has set it to a node, until the answer is taken out again. Only the
 * holder of the lock answers; a poster who gets the lock withdraws the node first.
 */
final class Posts<K, V> {
  private static final int SLOTS = 32;
  private static final int SPINS = 500;

  /** What the holder of the lock puts in the place of a node. */
  private static final Node<?, ?> LINKED = Node.sentinel();

  private static final Node<?, ?> REFUSED = Node.sentinel();

  private final AtomicReferenceArray<@Nullable Node<?, ?>> slots =
      new AtomicReferenceArray<>(SLOTS);

  /** A bit for each slot that may hold a node. */
  private final AtomicInteger posted = new AtomicInteger();

  /**
   * Waits until a node is linked or refused by another thread, or this one has the lock.
   *
   * @return null if the calling thread holds the lock now, and has to see to the node itself
   */
  @Nullable Boolean await(Node<K, V> node, ReentrantLock lock) {
    long id = Thread.currentThread().getId();
    int slot = (int) ((id * 0x9E3779B97F4A7C15L) >>> 59);
    if (!slots.compareAndSet(slot, null, node)) {
      lock.lock();
      return null;
    }
    posted.getAndUpdate(bits -> bits | (1 << slot));
    for (int i = 0; i < SPINS; i++) {
      Node<?, ?> answer = slots.get(slot);
      if (answer != node) {
        slots.set(slot, null);
        return answer == LINKED;
      }
      if (!lock.isLocked() && lock.tryLock()) {
        return withdraw(slot, node, lock);
      }
      Thread.onSpinWait();
    }
    lock.lock();
    return withdraw(slot, node, lock);
  }

  /** Holding the lock: takes the node back, unless it has been answered by then. */
  private @Nullable Boolean withdraw(int slot, Node<K, V> node, ReentrantLock lock) {
    Node<?, ?> answer = slots.getAndSet(slot, null);
    if (answer == node) {
      return null;
    }
    lock.unlock();
    return answer == LINKED;
  }

  /** The slots that may hold a node since the last call. Under the lock. */
  int take() {
    return posted.get() == 0 ? 0 : posted.getAndSet(0);
  }

  /** The node in a slot, null if there is none any more. Under the lock. */
  @SuppressWarnings("unchecked") // only nodes of this store are posted
  @Nullable Node<K, V> get(int slot) {
    Node<?, ?> node = slots.get(slot);
    return node == LINKED || node == REFUSED ? null : (Node<K, V>) node;
  }

  /** Answers a poster. Under the lock. */
  void answer(int slot, boolean linked) {
    slots.set(slot, linked ? LINKED : REFUSED);
  }
}
