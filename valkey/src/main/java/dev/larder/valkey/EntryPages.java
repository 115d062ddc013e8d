package dev.larder.valkey;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** The live entries of a cache, in pages. Used by one thread. */
final class EntryPages<K, V> implements Iterator<List<Map.Entry<K, V>>> {
  private final EntryReader<V> reader;
  private final KeyFormat<K> keys;
  private final KeyPages pages;

  EntryPages(ValkeyStore<K, V> store, KeyFormat<K> keys, Server server) {
    this.reader = store.reader();
    this.keys = keys;
    this.pages = new KeyPages(keys.pattern(), server, store.subject() + ", iterator");
  }

  @Override
  public boolean hasNext() {
    return pages.hasNext();
  }

  @Override
  public List<Map.Entry<K, V>> next() {
    List<Bytes> entries = pages.next();
    List<Map.Entry<K, V>> page = new ArrayList<>(entries.size());
    if (entries.isEmpty()) {
      return page;
    }
    List<Seen> seen = reader.see(entries, false, "iterator");
    for (int i = 0; i < entries.size(); i++) {
      V value = seen.get(i).isLive() ? reader.decode(seen.get(i).raw()) : null;
      K key = value == null ? null : key(entries.get(i));
      if (key != null) {
        page.add(Map.entry(key, value));
      }
    }
    return page;
  }

  /** Returns the key of an entry; null if it is unreadable, and counts as absent. */
  private @Nullable K key(Bytes entry) {
    try {
      return keys.decode(entry);
    } catch (CacheException e) {
      if (reader.missesUnreadable()) {
        return null;
      }
      throw e;
    }
  }
}
