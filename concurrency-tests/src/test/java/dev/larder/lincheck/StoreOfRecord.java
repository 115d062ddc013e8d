package dev.larder.lincheck;

import dev.larder.testkit.model.Box;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/** The store behind a cache with read-through and write-through. */
final class StoreOfRecord implements CacheLoader<Key, Box>, CacheWriter<Key, Box> {
  private final Map<Key, Integer> records = new ConcurrentHashMap<>();

  /** Returns the stored number, or null. */
  Integer read(Key key) {
    return records.get(key);
  }

  /** Stores a number, bypassing the cache. */
  void record(Key key, int number) {
    records.put(key, number);
  }

  @Override
  public Box load(Key key) {
    Integer number = records.get(key);
    return number == null ? null : Box.of(number);
  }

  @Override
  public Map<Key, Box> loadAll(Iterable<? extends Key> keys) {
    return StreamSupport.stream(keys.spliterator(), false)
        .filter(records::containsKey)
        .collect(Collectors.toMap(key -> (Key) key, this::load));
  }

  @Override
  public void write(Cache.Entry<? extends Key, ? extends Box> entry) {
    records.put(entry.getKey(), entry.getValue().number());
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends Key, ? extends Box>> entries) {
    entries.forEach(this::write);
    entries.clear();
  }

  @Override
  public void delete(Object key) {
    records.remove((Key) key);
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    keys.forEach(this::delete);
    keys.clear();
  }
}
