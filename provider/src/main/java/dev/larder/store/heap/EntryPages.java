package dev.larder.store.heap;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The live entries, bin after bin, one found ahead. Each page has one entry. */
final class EntryPages<K, V> implements Iterator<List<Map.Entry<K, V>>> {
  private final Table<K, V> table;
  private final Function<Node<K, V>, @Nullable V> live;
  private final int bins;
  private int bin;
  private Iterator<Node<K, V>> nodes = Collections.emptyIterator();
  private @Nullable List<Map.Entry<K, V>> next;

  EntryPages(Table<K, V> table, Function<Node<K, V>, @Nullable V> live) {
    this.table = table;
    this.live = live;
    this.bins = table.length();
  }

  @Override
  public boolean hasNext() {
    while (next == null) {
      if (nodes.hasNext()) {
        Node<K, V> node = nodes.next();
        V value = live.apply(node);
        next = value == null ? null : List.of(Map.entry(node.entryKey(), value));
      } else if (bin < bins) {
        nodes = table.collect(bin++, bins).iterator();
      } else {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<Map.Entry<K, V>> next() {
    List<Map.Entry<K, V>> page = hasNext() ? next : null;
    if (page == null) {
      throw new NoSuchElementException();
    }
    next = null;
    return page;
  }
}
