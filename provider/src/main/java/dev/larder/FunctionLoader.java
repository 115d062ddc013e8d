package dev.larder;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;

/**
 * A cache loader made of functions: of one for single keys, and of one for many if there is one.
 *
 * @param one answers the value of a key, null if there is none
 * @param many answers the values of those keys that have one; null to load keys one by one
 */
record FunctionLoader<K, V>(
    Function<? super K, ? extends @Nullable V> one,
    @Nullable Function<? super Set<K>, ? extends Map<K, V>> many)
    implements CacheLoader<K, V> {

  /** Loads many keys at once, and a single key as one of many. */
  static <K, V> FunctionLoader<K, V> ofMany(Function<? super Set<K>, ? extends Map<K, V>> many) {
    return new FunctionLoader<>(key -> many.apply(Set.of(key)).get(key), many);
  }

  @Override
  @SuppressWarnings("NullAway") // the specification has null for a value that there is not
  public V load(K key) {
    return one.apply(key);
  }

  @Override
  public Map<K, V> loadAll(Iterable<? extends K> keys) {
    if (many != null) {
      Set<K> all = new LinkedHashSet<>();
      keys.forEach(all::add);
      return many.apply(all);
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
}
