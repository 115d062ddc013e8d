package dev.larder.testkit.promise;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;

/** A loader of a function; in bulk it calls it for each key, and leaves out what is null. */
record Loads<K, V>(Function<K, @Nullable V> function) implements CacheLoader<K, V> {
  @Override
  public @Nullable V load(K key) {
    return function.apply(key);
  }

  @Override
  public Map<K, V> loadAll(Iterable<? extends K> keys) {
    Map<K, V> loaded = new HashMap<>();
    for (K key : keys) {
      V value = function.apply(key);
      if (value != null) {
        loaded.put(key, value);
      }
    }
    return loaded;
  }
}
