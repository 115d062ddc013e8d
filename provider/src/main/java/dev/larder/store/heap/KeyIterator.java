package dev.larder.store.heap;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The keys of the live entries, bin after bin, one found ahead. */
final class KeyIterator<K, V> implements Iterator<K> {
  private final Table<K, V> table;
  private final Function<Node<K, V>, @Nullable V> live;
  private final int bins;
  private int bin;
  private Iterator<Node<K, V>> nodes = Collections.emptyIterator();
  private @Nullable K next;

  KeyIterator(Table<K, V> table, Function<Node<K, V>, @Nullable V> live) {
    this.table = table;
    this.live = live;
    this.bins = table.length();
  }

  @Override
  public boolean hasNext() {
    while (next == null) {
      if (nodes.hasNext()) {
        Node<K, V> node = nodes.next();
        next = live.apply(node) == null ? null : node.entryKey();
      } else if (bin < bins) {
        nodes = table.collect(bin++, bins).iterator();
      } else {
        return false;
      }
    }
    return true;
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
