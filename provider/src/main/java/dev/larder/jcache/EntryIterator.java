package dev.larder.jcache;

import dev.larder.copy.Copiers;
import dev.larder.engine.Engine;
import dev.larder.store.Operation;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import javax.cache.Cache.Entry;
import org.jspecify.annotations.Nullable;

/**
 * A weakly consistent iterator over the live entries. It never returns null: an entry that was
 * removed after {@code hasNext} is returned with the value seen then. {@code next} counts as a get,
 * {@code remove} as a remove (JSR-107, javadoc of {@code Cache.iterator}). Not thread-safe.
 */
final class EntryIterator<K, V> implements Iterator<Entry<K, V>> {
  private final LarderCache<K, V> cache;
  private final Engine<K, V> engine;
  private final Copiers<K, V> copiers;
  private final Iterator<List<Map.Entry<K, V>>> pages;
  private Iterator<Map.Entry<K, V>> page = Collections.emptyIterator();
  private Map.@Nullable Entry<K, V> next;
  private @Nullable K lastKey;

  EntryIterator(LarderCache<K, V> cache, Engine<K, V> engine, Copiers<K, V> copiers) {
    this.cache = cache;
    this.engine = engine;
    this.copiers = copiers;
    this.pages = engine.pages();
  }

  @Override
  public boolean hasNext() {
    cache.requireOpen();
    while (next == null && (page.hasNext() || pages.hasNext())) {
      if (page.hasNext()) {
        next = page.next();
      } else {
        page = pages.next().iterator();
      }
    }
    return next != null;
  }

  @Override
  public Entry<K, V> next() {
    Map.Entry<K, V> found = hasNext() ? next : null;
    if (found == null) {
      throw new NoSuchElementException("cache '" + cache.getName() + "' has no further entries");
    }
    K key = found.getKey();
    V value = engine.reads().iterated(key, found.getValue());
    lastKey = key;
    next = null;
    return new LarderEntry<>(
        copiers.key().apply(key), copiers.value().out(value), () -> engine.times().of(key));
  }

  @Override
  public void remove() {
    cache.requireOpen();
    K key = lastKey;
    if (key == null) {
      throw new IllegalStateException("remove() follows next(), once");
    }
    lastKey = null;
    engine.run(key, Operation.REMOVE, null, null);
  }
}
