package dev.larder.store.heap;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the nodes of one hash code in a chain, once they are many and their keys are comparable.
 * A search among a hundred thousand keys with one hash code then takes a logarithm of their number,
 * as in {@code ConcurrentHashMap}. The nodes are sorted without a lock, because {@code compareTo}
 * of keys is user code.
 *
 * <p>Of two keys that are equal by {@code compareTo} but not by {@code equals}, the second one
 * stays in the chain.
 */
final class TreeBin<K, V> extends Node<K, V> {
  /** The number of nodes with one hash code from which a tree bin replaces them. */
  static final int TREEIFY_THRESHOLD = 16;

  private final Class<?> type;
  private final ConcurrentSkipListMap<K, Node<K, V>> nodes = new ConcurrentSkipListMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  TreeBin(int hash, Class<?> type) {
    super(null, hash);
    this.type = type;
  }

  /**
   * Returns a tree bin of the live nodes of a chain that belong together with a fresh one, which is
   * not added. Returns null if their keys are not comparable after all.
   */
  static <K, V> @Nullable TreeBin<K, V> of(List<Node<K, V>> chain, Node<K, V> fresh) {
    TreeBin<K, V> treeBin = new TreeBin<>(fresh.hash, fresh.entryKey().getClass());
    try {
      for (Node<K, V> node : chain) {
        boolean isKey = node.hash == fresh.hash && node.key != null;
        if (isKey && treeBin.accepts(node.entryKey()) && !node.isDead()) {
          treeBin.add(node);
        }
      }
    } catch (Exception e) {
      // The cache sorts these keys for its own sake, so their failure must not reach the caller.
      return null;
    }
    return treeBin;
  }

  /** Returns the tree bin of a chain that a node would be a member of, null if there is none. */
  static <K, V> @Nullable TreeBin<K, V> in(@Nullable Node<K, V> head, Node<K, V> member) {
    for (Node<K, V> node = head; node != null; node = node.next()) {
      if (node.hash == member.hash
          && node instanceof TreeBin<K, V> bin
          && bin.accepts(member.entryKey())) {
        return bin;
      }
    }
    return null;
  }

  /** Returns whether keys of exactly this class are comparable with each other. */
  static boolean canSort(Class<?> type) {
    for (Type parent : type.getGenericInterfaces()) {
      if (parent instanceof ParameterizedType comparable
          && comparable.getRawType() == Comparable.class
          && comparable.getActualTypeArguments()[0] == type) {
        return true;
      }
    }
    return false;
  }

  @Nullable Node<K, V> find(K key) {
    if (accepts(key)) {
      Node<K, V> node = nodes.get(key);
      return node != null && key.equals(node.key) ? node : null;
    }
    // A key of another class may be equal to one here, but is not comparable with it.
    for (Node<K, V> node : nodes.values()) {
      if (key.equals(node.key)) {
        return node;
      }
    }
    return null;
  }

  /** Returns whether a key belongs here rather than in the chain. */
  boolean accepts(K key) {
    return key.getClass() == type;
  }

  /**
   * Adds a node, replacing a dead one with the same key; returns a live occupant if there is one.
   */
  @Nullable Node<K, V> add(Node<K, V> node) {
    K key = node.entryKey();
    while (true) {
      Node<K, V> present = nodes.putIfAbsent(key, node);
      if (present == null || (present.isDead() && nodes.replace(key, present, node))) {
        return null;
      }
      if (!present.isDead()) {
        return present;
      }
    }
  }

  void remove(Node<K, V> node) {
    nodes.remove(node.entryKey(), node);
  }

  /**
   * Closes the bin if it is empty, so that the caller can unlink it. A thread that adds a node
   * checks {@link #isClosed} afterwards, so one of the two threads sees the other.
   *
   * @return false if there are nodes, or another thread has closed the bin
   */
  boolean closeIfEmpty() {
    while (nodes.isEmpty() && closed.compareAndSet(false, true)) {
      if (nodes.isEmpty()) {
        return true;
      }
      closed.set(false);
    }
    return false;
  }

  boolean isClosed() {
    return closed.get();
  }

  Collection<Node<K, V>> nodes() {
    return nodes.values();
  }
}
