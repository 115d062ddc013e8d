package dev.larder.store.heap;

import org.jspecify.annotations.Nullable;

/**
 * Which entries to give up first: what a policy of eviction is to the store.
 *
 * <p>A reader notes a use by itself, without a lock and in the node alone: its {@code stamp} says
 * when the entry was last used, by a logical clock, and is not renewed while it is fresh. That is
 * all that a hit costs; what the stamps say is looked at when something has to go. Everything else
 * is guarded by the policy lock, but for {@link #replaceOldest}.
 */
abstract class ReplacementPolicy<K, V> {
  private volatile boolean maintenanceDue;

  /** Whether a use of the entry has to be noted by {@link #used}. By anyone, without a lock. */
  abstract boolean isStale(Node<K, V> node);

  /** Notes that an entry is used whose stamp is stale. By anyone, without a lock. */
  abstract void used(Node<K, V> node);

  /** Notes that an entry is used by a change of it, whose stamp is stale. */
  void changed(Node<K, V> node) {
    used(node);
  }

  /** The number of entries that are in. */
  abstract int count();

  final boolean contains(Node<K, V> node) {
    return node.newer != null;
  }

  /** What an entry that is in weighs there, whichever list it is in. */
  static int counted(Node<?, ?> node) {
    int counted = node.countedWeight();
    return counted < 0 ? ~counted : counted;
  }

  /**
   * Takes an entry in, as just used, and counts it; one that is in already is only counted anew,
   * and one that {@link #poll} has given out and that has not gone after all is taken back.
   */
  abstract void add(Node<K, V> node);

  /** Takes an entry out if it is in. */
  abstract void remove(Node<K, V> node);

  /** Takes out the entry to be given up next, null if there is none. */
  abstract @Nullable Node<K, V> poll();

  /**
   * Lets a new entry take the place of the one to be given up next. By anyone, without the policy
   * lock.
   *
   * @param batch a batch that the calling thread has locked
   * @return the entry that had the place, locked for the caller, who has to give it up, and to set
   *     its {@code newer} to null then; null if the policy lock is needed for that
   */
  @Nullable Node<K, V> replaceOldest(Node<K, V> fresh, WriteBuffer<K, V> batch) {
    return null;
  }

  /** How many entries may be taken out at once, to be given up one after the other. */
  abstract int spare();

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

  /** The first node of a ring, null if it is empty. */
  static <K, V> @Nullable Node<K, V> first(Node<K, V> ring) {
    Node<K, V> first = ring.newer;
    return first == ring ? null : first;
  }

  @SuppressWarnings("NullAway") // linked nodes have both neighbours
  static <K, V> void unlink(Node<K, V> node) {
    node.older.newer = node.newer;
    node.newer.older = node.older;
    node.older = null;
    node.newer = null;
  }

  /** Links a node at the end of a ring. */
  static <K, V> void link(Node<K, V> ring, Node<K, V> node) {
    insert(ring, node, node);
  }

  /** Moves all nodes of a ring behind those of another. */
  @SuppressWarnings("NullAway") // a ring has both neighbours
  static <K, V> void append(Node<K, V> from, Node<K, V> to) {
    if (from.newer != from) {
      Node<K, V> first = from.newer;
      Node<K, V> last = from.older;
      empty(from);
      insert(to, first, last);
    }
  }

  static <K, V> void empty(Node<K, V> ring) {
    ring.newer = ring;
    ring.older = ring;
  }

  /** Puts a chain of nodes at the end of a ring. */
  @SuppressWarnings("NullAway") // a ring has both neighbours
  private static <K, V> void insert(Node<K, V> ring, Node<K, V> first, Node<K, V> last) {
    first.older = ring.older;
    ring.older.newer = first;
    last.newer = ring;
    ring.older = last;
  }
}
