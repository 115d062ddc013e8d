package dev.larder.store.heap;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a chain for all nodes with one hash, once they are many and their keys can be compared:
 * so a hundred thousand keys with one hash code cost a logarithm, not a walk. Sorted without any
 * lock, for {@code compareTo} of keys is user code.
 *
 * <p>Keys that are equal by {@code compareTo} and not by {@code equals} have one place here; the
 * second one stays in the chain.
 */
final class TreeBin<K, V> extends Node<K, V> {
  /** From how many nodes with one hash on it pays. */
  static final int LEAST = 16;

  private final Class<?> type;
  private final ConcurrentSkipListMap<K, Node<K, V>> nodes = new ConcurrentSkipListMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  TreeBin(int hash, Class<?> type) {
    super(null, hash);
    this.type = type;
  }

  /** Whether keys of this class, and no other, can be compared with each other. */
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
    if (takes(key)) {
      Node<K, V> node = nodes.get(key);
      return node != null && key.equals(node.key) ? node : null;
    }
    // It may be equal to a key of another class, and cannot be compared with it.
    for (Node<K, V> node : nodes.values()) {
      if (key.equals(node.key)) {
        return node;
      }
    }
    return null;
  }

  boolean takes(K key) {
    return key.getClass() == type;
  }

  /** Adds a node in a free place, or in that of a dead node; answers who has it otherwise. */
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

  boolean isEmpty() {
    return nodes.isEmpty();
  }

  /**
   * Closes it, to be taken out if it is empty then; false if another thread has. Who adds a node
   * looks whether it is closed afterwards: so one of the two sees the other.
   */
  boolean close() {
    return closed.compareAndSet(false, true);
  }

  void open() {
    closed.set(false);
  }

  boolean isClosed() {
    return closed.get();
  }

  Collection<Node<K, V>> nodes() {
    return nodes.values();
  }
}
