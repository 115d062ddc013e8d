package dev.larder.store.heap;

import dev.larder.EvictionPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Decides which entry is evicted next.
 *
 * <p>A reader records an access by itself, without a lock, and only in the node: {@code accessTime}
 * is the time of the last access by a logical clock, and is not renewed while it is fresh. A hit
 * costs no more than that. The policy evaluates the access times when it has to evict.
 *
 * <p>Any thread calls {@link #isStale}, {@link #recordRead}, {@link #recordWrite}, {@link
 * #recordAddition}, {@link #isExact} and {@link #isMaintenanceDue} without the policy lock. All
 * other methods are called under it.
 */
abstract class ReplacementPolicy<K, V> {
  private volatile boolean maintenanceDue;

  /** Returns a new policy. A further policy needs a case here and a constant of the enum. */
  static <K, V> ReplacementPolicy<K, V> of(EvictionPolicy kind, long maximum, boolean isWeighted) {
    return switch (kind) {
      case LRU -> new LruPolicy<>(maximum, isWeighted);
      case ADAPTIVE -> new AdaptivePolicy<>(maximum, isWeighted);
    };
  }

  /** Returns whether an access to the entry has to be recorded. */
  abstract boolean isStale(Node<K, V> node);

  /** Records that an entry is read whose access time is stale. */
  abstract void recordRead(Node<K, V> node);

  /** Records that an entry is updated whose access time is stale. */
  void recordWrite(Node<K, V> node) {
    recordRead(node);
  }

  /** Records that an entry is added, which {@link #add} is called for later. */
  void recordAddition(Node<K, V> node) {}

  /** Returns the number of linked entries. */
  abstract int size();

  /** Returns the weight of the linked entries. */
  abstract long weight();

  /**
   * Links an entry, or adopts the changed weight of a linked one. An entry that {@link #poll} has
   * returned, and that was not evicted after all, is linked again.
   */
  abstract void add(Node<K, V> node);

  /** Unlinks an entry if it is linked. */
  abstract void remove(Node<K, V> node);

  /** Unlinks and returns the entry to be evicted next, null if there is none. */
  abstract @Nullable Node<K, V> poll();

  /**
   * Returns how many victims a write buffer may take out ahead of their eviction, at most; 0 if the
   * choice would suffer.
   */
  abstract int maxPreselected();

  /** Returns whether write buffers may take out victims at all under the present bound. */
  abstract boolean isPreselecting();

  /** Returns whether victims are exactly the least recently used entries, for a single thread. */
  boolean isExact() {
    return false;
  }

  /**
   * Called each time that a thread has taken the policy lock to reconcile changes.
   *
   * @param hasWaited whether another thread had the lock at first
   * @return whether {@link #changeOrder} should be called, once no buffer has victims
   */
  boolean isOrderChangeDue(boolean hasWaited) {
    return false;
  }

  /** Orders the entries in another way. */
  void changeOrder() {}

  abstract void setMaximum(long maximum);

  /** Drops all entries. */
  abstract void clear();

  /** Does the periodic work that {@link #requestMaintenance} asks for. */
  void maintain() {
    maintenanceDue = false;
  }

  /** Asks for {@link #maintain} to be called. By any thread. */
  final void requestMaintenance() {
    maintenanceDue = true;
  }

  final boolean isMaintenanceDue() {
    return maintenanceDue;
  }
}
