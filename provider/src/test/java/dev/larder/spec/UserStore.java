package dev.larder.spec;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/**
 * A loader and a writer for a test to extend, which only has to define what happens to one key. A
 * bulk call removes each key from the collection once it is written, so one that fails has written
 * a part.
 */
public abstract class UserStore<K, V> implements CacheLoader<K, V>, CacheWriter<K, V> {
  @Override
  public V load(K key) {
    return null;
  }

  @Override
  public void write(Cache.Entry<? extends K, ? extends V> entry) {}

  @Override
  public void delete(Object key) {}

  @Override
  public Map<K, V> loadAll(Iterable<? extends K> keys) {
    Map<K, V> loaded = new HashMap<>();
    for (K key : keys) {
      loaded.put(key, load(key));
    }
    return loaded;
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends K, ? extends V>> entries) {
    for (var left = entries.iterator(); left.hasNext(); left.remove()) {
      write(left.next());
    }
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    for (Iterator<?> left = keys.iterator(); left.hasNext(); left.remove()) {
      delete(left.next());
    }
  }
}
