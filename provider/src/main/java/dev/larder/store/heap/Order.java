package dev.larder.store.heap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Which entries to give up first: what a policy of eviction is to the store.
 *
 * <p>A reader notes a use by itself, without a lock, in the node: it sets the node's {@code stamp}
 * to the present of a logical clock, if the stamp is older than a window. That is all that a hit
 * costs; what the stamps say is looked at when something has to go. Everything else is guarded by
 * the policy lock.
 */
abstract class Order<K, V> {
  private static final VarHandle CLOCK;

  static {
    try {
      CLOCK = MethodHandles.lookup().findVarHandle(Order.class, "clock", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** It runs around: only differences mean something. */
  private volatile int clock;

  /** How much older than the present a stamp may be without being renewed. */
  private volatile int window;

  private volatile boolean maintenanceDue;

  private long total;
  private int nodes;

  final int now() {
    return clock;
  }

  /** Moves the clock, and answers the time that is the caller's alone if it moved it by one. */
  final int tick(int by) {
    return (int) CLOCK.getAndAdd(this, by) + by;
  }

  final void setWindow(int newWindow) {
    if (window != newWindow) {
      window = newWindow;
    }
  }

  /** Whether a use of the entry has to be noted by {@link #used}. By anyone, without a lock. */
  final boolean isStale(Node<K, V> node) {
    return clock - node.stamp > window;
  }

  /** Notes that an entry is used whose stamp is stale. By anyone, without a lock. */
  abstract void used(Node<K, V> node);

  /** The entries' weight, or their number. */
  final long total() {
    return total;
  }

  final int nodes() {
    return nodes;
  }

  final boolean contains(Node<K, V> node) {
    return node.newer != null;
  }

  /** Takes an entry in, as just used, and counts it; one that is in already is counted anew. */
  final void add(Node<K, V> node) {
    if (contains(node)) {
      total -= node.countedWeight();
    } else {
      nodes++;
    }
    node.setCountedWeight(node.weight());
    total += node.countedWeight();
    place(node);
  }

  /** Takes an entry out if it is in. */
  final void remove(Node<K, V> node) {
    if (contains(node)) {
      removing(node);
      forget(node);
    }
  }

  /** Takes out the entry to be given up next, null if there is none. */
  final @Nullable Node<K, V> poll() {
    Node<K, V> victim = nodes == 0 ? null : victim();
    if (victim != null) {
      forget(victim);
    }
    return victim;
  }

  private void forget(Node<K, V> node) {
    unlink(node);
    nodes--;
    total -= node.countedWeight();
  }

  /** Puts a node in its place as just used, be it in already or not. */
  abstract void place(Node<K, V> node);

  /** Says that a node goes that was not polled. */
  abstract void removing(Node<K, V> node);

  /** The node to go, which is in the order; there is one. */
  abstract @Nullable Node<K, V> victim();

  /** Moves the bound. */
  abstract void setMaximum(long maximum);

  /** Forgets all, so that nothing keeps the entries alive. */
  abstract void clear();

  /** Does what has to be done now and then, if {@link #used} asks for it. */
  void maintain() {
    maintenanceDue = false;
  }

  /** Asks for {@link #maintain}. By anyone, without a lock. */
  final void askForMaintenance() {
    maintenanceDue = true;
  }

  final boolean isMaintenanceDue() {
    return maintenanceDue;
  }

  @SuppressWarnings("NullAway") // linked nodes have both neighbours
  static <K, V> void unlink(Node<K, V> node) {
    node.older.newer = node.newer;
    node.newer.older = node.older;
    node.older = null;
    node.newer = null;
  }

  @SuppressWarnings("NullAway") // a ring has both neighbours
  static <K, V> void linkNewest(Node<K, V> ring, Node<K, V> node) {
    node.newer = ring;
    node.older = ring.older;
    ring.older.newer = node;
    ring.older = node;
  }
}
