package dev.larder.spec;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.cache.integration.CacheLoader;

/** A loader by a function. It counts the requested keys. */
public final class MapLoader<K, V> implements CacheLoader<K, V> {
  public final AtomicInteger asked = new AtomicInteger();
  private final Function<K, V> function;

  public MapLoader(Function<K, V> function) {
    this.function = function;
  }

  @Override
  public V load(K key) {
    asked.incrementAndGet();
    return function.apply(key);
  }

  @Override
  public Map<K, V> loadAll(Iterable<? extends K> keys) {
    Map<K, V> loaded = new HashMap<>();
    for (K key : keys) {
      loaded.put(key, load(key));
    }
    return loaded;
  }
}
