package dev.larder.store.heap;

import org.jspecify.annotations.Nullable;

/**
 * The entries from the least to the most recently used, and their total weight: a ring through the
 * nodes. Guarded by the policy lock.
 */
final class Recency<K, V> {
  private final Node<K, V> ring = Node.sentinel();
  private long total;

  long total() {
    return total;
  }

  boolean contains(Node<K, V> node) {
    return node.newer != null;
  }

  /** Makes the node the most recent, and counts it with its present weight. */
  void add(Node<K, V> node) {
    remove(node);
    node.countedWeight = node.weight;
    total += node.countedWeight;
    linkNewest(node);
  }

  /** Makes a node the most recent if it is in the order at all. */
  void moveToNewest(Node<K, V> node) {
    if (contains(node) && node.newer != ring) {
      unlink(node);
      linkNewest(node);
    }
  }

  void remove(Node<K, V> node) {
    if (contains(node)) {
      unlink(node);
      total -= node.countedWeight;
    }
  }

  /** The least recently used entry, null when there is none. */
  @Nullable Node<K, V> oldest() {
    Node<K, V> oldest = ring.newer;
    return oldest == ring ? null : oldest;
  }

  @SuppressWarnings("NullAway") // linked nodes have both neighbours
  private void linkNewest(Node<K, V> node) {
    node.newer = ring;
    node.older = ring.older;
    ring.older.newer = node;
    ring.older = node;
  }

  @SuppressWarnings("NullAway") // linked nodes have both neighbours
  private static <K, V> void unlink(Node<K, V> node) {
    node.older.newer = node.newer;
    node.newer.older = node.older;
    node.older = null;
    node.newer = null;
  }
}
