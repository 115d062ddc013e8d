package dev.larder.store.heap;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The keys of the live entries, one found ahead. */
final class KeyIterator<K, V> implements Iterator<K> {
  private final Iterator<Node<K, V>> nodes;
  private final Function<Node<K, V>, @Nullable V> live;
  private @Nullable K next;

  KeyIterator(Iterator<Node<K, V>> nodes, Function<Node<K, V>, @Nullable V> live) {
    this.nodes = nodes;
    this.live = live;
  }

  @Override
  public boolean hasNext() {
    while (next == null && nodes.hasNext()) {
      Node<K, V> node = nodes.next();
      if (live.apply(node) != null) {
        next = node.entryKey();
      }
    }
    return next != null;
  }

  @Override
  public K next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    K key = next;
    next = null;
    return key;
  }
}
