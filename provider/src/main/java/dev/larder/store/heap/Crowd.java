package dev.larder.store.heap;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a chain for all nodes with one hash, once they are many and their keys can be compared:
 * so a hundred thousand keys with one hash code cost a logarithm, not a walk. Sorted without any
 * lock, for {@code compareTo} of keys is user code.
 *
 * <p>Keys that are equal by {@code compareTo} and not by {@code equals} have one place here; the
 * second one stays in the chain.
 */
final class Crowd<K, V> extends Node<K, V> {
  /** From how many nodes with one hash on it pays. */
  static final int LEAST = 16;

  private final Class<?> type;
  private final ConcurrentSkipListMap<K, Node<K, V>> nodes = new ConcurrentSkipListMap<>();

  Crowd(int hash, Class<?> type) {
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
    Node<K, V> node = place(key);
    return node != null && key.equals(node.key) ? node : null;
  }

  /** Whose place a key would take here; null if it is free, or this is none for such keys. */
  @Nullable Node<K, V> place(K key) {
    return takes(key) ? nodes.get(key) : null;
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

  Collection<Node<K, V>> nodes() {
    return nodes.values();
  }
}
