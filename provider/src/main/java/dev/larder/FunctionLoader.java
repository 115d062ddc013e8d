package dev.larder;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;

/**
 * A cache loader that calls a function: one for single keys, or one for many. It is serializable if
 * the function is.
 *
 * @param one returns the value of a key, or null if there is none; null if {@code many} is set
 * @param many returns the values of those keys that have one; null if {@code one} is set
 */
record FunctionLoader<K, V>(
    @Nullable Function<? super K, ? extends @Nullable V> one,
    @Nullable Function<? super Set<K>, ? extends @Nullable Map<? extends K, ? extends V>> many)
    implements CacheLoader<K, V>, Serializable {

  @Override
  @SuppressWarnings("NullAway") // the specification returns null for a missing value
  public V load(K key) {
    return one != null ? one.apply(key) : loadMany(List.of(key)).get(key);
  }

  @Override
  public Map<K, V> loadAll(Iterable<? extends K> keys) {
    if (one == null) {
      return loadMany(keys);
    }
    Map<K, V> loaded = new LinkedHashMap<>();
    for (K key : keys) {
      V value = one.apply(key);
      if (value != null) {
        loaded.put(key, value);
      }
    }
    return loaded;
  }

  private Map<K, V> loadMany(Iterable<? extends K> keys) {
    Set<K> all = new LinkedHashSet<>();
    keys.forEach(all::add);
    Map<? extends K, ? extends V> loaded = many == null ? null : many.apply(all);
    return loaded == null ? Map.of() : new LinkedHashMap<>(loaded);
  }
}
