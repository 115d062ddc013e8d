package dev.larder.integration;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * A cache loader that is given keys of its own, whose exceptions are {@link CacheLoaderException}s,
 * and whose nulls are harmless wherever they turn up.
 */
public record Loader<K, V>(CacheLoader<K, V> source, UnaryOperator<K> copyKey) {
  /** One that computes a single value, for whoever asks for that. */
  public static <K, V> Loader<K, V> of(Callable<? extends V> computation) {
    return new Loader<>(new Computed<>(computation), UnaryOperator.identity());
  }

  private record Computed<K, V>(Callable<? extends V> computation) implements CacheLoader<K, V> {
    @Override
    public V load(K key) {
      try {
        return computation.call();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new CacheLoaderException("the computation of a value failed", e);
      }
    }

    @Override
    public Map<K, V> loadAll(Iterable<? extends K> keys) {
      throw new UnsupportedOperationException("computes the value of one key");
    }
  }

  /** Loads one value; null if there is none. */
  public @Nullable V load(K key) {
    K own = copyKey.apply(key);
    try {
      return source.load(own);
    } catch (CacheLoaderException e) {
      throw e;
    } catch (Exception e) {
      throw new CacheLoaderException("the cache loader failed to load one key", e);
    }
  }

  /** Loads the values of the given keys, and leaves out nulls and what was not asked for. */
  public Map<K, V> loadAll(Set<K> keys) {
    Map<K, V> loaded;
    IdentityHashMap<K, K> copied = new IdentityHashMap<>();
    keys.forEach(key -> copied.put(copyKey.apply(key), key));
    try {
      loaded = source.loadAll(Set.copyOf(copied.keySet()));
    } catch (CacheLoaderException e) {
      throw e;
    } catch (Exception e) {
      throw new CacheLoaderException("the cache loader failed to load " + keys.size() + " keys", e);
    }
    Map<K, V> found = new HashMap<>();
    if (loaded != null) {
      for (Map.Entry<K, V> entry : loaded.entrySet()) {
        // The loader may have changed the keys that it was given.
        K key = copied.getOrDefault(entry.getKey(), entry.getKey());
        if (key != null && entry.getValue() != null && keys.contains(key)) {
          found.put(key, entry.getValue());
        }
      }
    }
    return found;
  }
}
