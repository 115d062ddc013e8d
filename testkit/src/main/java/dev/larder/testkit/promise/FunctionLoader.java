package dev.larder.testkit.promise;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;

/** A loader that calls a function. In bulk it calls the function for each key, and omits nulls. */
record FunctionLoader<K, V>(Function<K, @Nullable V> function) implements CacheLoader<K, V> {
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
