package dev.larder.reliability;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/** A store of record, behind loader and writer. A bulk call that fails has done a part. */
final class Records implements CacheLoader<Key, Payload>, CacheWriter<Key, Payload> {
  private final Map<String, String> byName = new ConcurrentHashMap<>();

  String of(Key key) {
    return byName.get(key.name());
  }

  void set(Key key, String text) {
    if (text == null) {
      byName.remove(key.name());
    } else {
      byName.put(key.name(), text);
    }
  }

  @Override
  public Payload load(Key key) {
    Point.LOADER.reached();
    String text = of(key);
    return text == null ? null : new Payload(text);
  }

  @Override
  public Map<Key, Payload> loadAll(Iterable<? extends Key> keys) {
    Map<Key, Payload> found = new HashMap<>();
    for (Key key : keys) {
      found.put(key, load(key));
    }
    return found;
  }

  @Override
  public void write(Cache.Entry<? extends Key, ? extends Payload> entry) {
    Point.WRITER.reached();
    set(entry.getKey(), entry.getValue().text());
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends Key, ? extends Payload>> entries) {
    for (var left = entries.iterator(); left.hasNext(); left.remove()) {
      write(left.next());
    }
  }

  @Override
  public void delete(Object key) {
    Point.WRITER.reached();
    set((Key) key, null);
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    for (Iterator<?> left = keys.iterator(); left.hasNext(); left.remove()) {
      delete(left.next());
    }
  }
}
