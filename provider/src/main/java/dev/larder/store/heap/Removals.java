package dev.larder.store.heap;

import dev.larder.jfr.EvictionBurstEvent;
import dev.larder.jfr.FlightRecorder;
import dev.larder.store.Failures;
import dev.larder.store.KeyHold;
import dev.larder.store.RemovalCause;
import dev.larder.store.StoreContext;
import dev.larder.time.Ticker;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The two steps in which entries are evicted or expire.
 *
 * <ol>
 *   <li>{@link #retire}, under the policy lock or the lock of a buffer, by a thread that has locked
 *       the node. Without listeners the node is dead then. With listeners it is held until its
 *       event is queued, so that later events of the key follow.
 *   <li>{@link #complete}, after the locks are released: it queues the event, and removes the node
 *       from the table. Neither may run under a lock, because both may call user code.
 * </ol>
 *
 * The owner of the policy lock collects the nodes that it has retired in the three fields below,
 * and takes them by plain reads and writes when it releases the lock: no stack may be left for a
 * call.
 */
final class Removals<K, V> {
  /** The number of evictions by one thread at once from which the flight recorder records them. */
  private static final int EVICTION_BURST = 64;

  /** For how many retired nodes there is space at first. */
  private static final int INITIAL_LENGTH = 16;

  private final StoreContext<K, V> context;
  private final String cacheName;
  private final Table<K, V> table;

  /** Takes note of a node that was held. */
  private final Consumer<Node<K, V>> report;

  // Guarded by the policy lock.

  /** The first node that the present owner of the lock has retired: mostly the only one. */
  @Nullable Node<K, V> first;

  /** Those after the first one. */
  @Nullable Node<K, V>[] others = Node.array(0);

  int otherCount;

  Removals(StoreContext<K, V> context, Table<K, V> table, Consumer<Node<K, V>> report) {
    this.context = context;
    this.cacheName = context.settings().cacheName();
    this.table = table;
    this.report = report;
  }

  /** Makes space for one more retired node. Under the policy lock. */
  void reserve() {
    if (first != null && otherCount == 0) {
      others = Node.array(INITIAL_LENGTH);
    } else if (otherCount > 0 && otherCount == others.length) {
      others = Arrays.copyOf(others, 2 * otherCount);
    }
  }

  /** Ends an entry that this thread has locked; or holds it, if listeners have to be notified. */
  void retire(Node<K, V> node) {
    if (context.hasListeners()) {
      KeyHold hold = new KeyHold(cacheName);
      // Assignments: a call could overflow the stack, and leave the hold open.
      node.hold = hold;
      node.state = Node.HELD;
    } else {
      node.value = null;
      node.state = Node.DEAD;
    }
  }

  /**
   * Completes the removal of all nodes, whatever fails for some of them. Throws the first failure.
   */
  void completeAll(@Nullable Node<K, V> first, @Nullable Node<K, V>[] others, int otherCount) {
    Throwable failure = null;
    int evicted = 0;
    for (int i = -1; i < otherCount; i++) {
      Node<K, V> node = i < 0 ? first : others[i];
      if (node != null) {
        try {
          evicted += complete(node) == RemovalCause.EVICTED ? 1 : 0;
        } catch (Throwable e) {
          failure = failure == null ? e : failure;
        }
      }
    }
    if (evicted >= EVICTION_BURST && FlightRecorder.isPresent()) {
      EvictionBurstEvent.record(cacheName, evicted);
    }
    Failures.rethrow(failure);
  }

  /** Does the part of a removal that must not run under a lock. Returns the cause. */
  RemovalCause complete(Node<K, V> node) {
    KeyHold hold = node.hold();
    V value = node.value();
    long deadline = node.deadline();
    boolean isExpired = deadline != Ticker.NEVER && deadline <= context.now();
    RemovalCause cause = isExpired ? RemovalCause.EXPIRED : RemovalCause.EVICTED;
    try {
      context.removed(node.entryKey(), hold == null ? null : value, cause);
    } finally {
      if (hold != null) {
        node.value = null;
        node.hold = null;
        node.state = Node.DEAD;
        if (!hold.ended) {
          hold.openHolds[0]--;
          hold.ended = true;
        }
        hold.release();
      }
      if (hold == null) {
        table.remove(node);
      } else {
        // A record of an earlier change may have linked the node again while it was held.
        report.accept(node);
      }
    }
    return cause;
  }
}
