package dev.larder.integration;

import dev.larder.jfr.FlightRecorder;
import dev.larder.jfr.LoadEvent;
import dev.larder.statistics.LoadStatistics;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * Calls a cache loader. The loader receives copies of the keys, its exceptions are wrapped in
 * {@link CacheLoaderException}, and its null keys and values are ignored.
 *
 * @param source the loader of the user
 * @param copyKey copies a key
 * @param statistics counts and times the calls, null for none
 */
public record Loader<K, V>(
    CacheLoader<K, V> source, UnaryOperator<K> copyKey, @Nullable LoadStatistics statistics) {
  /** Creates a loader whose calls are not counted. */
  public Loader(CacheLoader<K, V> source, UnaryOperator<K> copyKey) {
    this(source, copyKey, null);
  }

  /** Returns a loader that computes a value by a callable, whatever the key. */
  public static <K, V> Loader<K, V> of(Callable<? extends V> computation) {
    return of(
        (K key) -> {
          try {
            return computation.call();
          } catch (RuntimeException e) {
            throw e;
          } catch (Exception e) {
            throw new CacheLoaderException("the computation of a value failed", e);
          }
        });
  }

  /** Returns a loader that computes values by a function. */
  public static <K, V> Loader<K, V> of(Function<? super K, ? extends V> function) {
    return new Loader<>(new Computation<>(function), UnaryOperator.identity());
  }

  private record Computation<K, V>(Function<? super K, ? extends V> function)
      implements CacheLoader<K, V> {
    @Override
    public V load(K key) {
      return function.apply(key);
    }

    @Override
    public Map<K, V> loadAll(Iterable<? extends K> keys) {
      Map<K, V> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }
  }

  private @Nullable LoadEvent event(int keys) {
    return statistics != null && FlightRecorder.isPresent()
        ? LoadEvent.begin(statistics.cacheName(), keys)
        : null;
  }

  private void count(long start, boolean hasFailed, @Nullable LoadEvent event) {
    if (statistics != null) {
      statistics.called(start, hasFailed);
    }
    if (event != null) {
      event.finish(hasFailed);
    }
  }

  /**
   * Loads the value of one key.
   *
   * @return null if the loader has no value for the key
   * @throws CacheLoaderException if the loader throws an exception
   */
  public @Nullable V load(K key) {
    K own = copyKey.apply(key);
    LoadEvent event = event(1);
    long start = System.nanoTime();
    boolean hasFailed = true;
    try {
      V loaded = source.load(own);
      hasFailed = false;
      return loaded;
    } catch (CacheLoaderException e) {
      throw e;
    } catch (Exception e) {
      throw new CacheLoaderException("the cache loader failed to load one key", e);
    } finally {
      count(start, hasFailed, event);
    }
  }

  /**
   * Loads the values of the given keys. The result omits nulls and keys that were not requested. A
   * value belongs to the key whose copy the loader returned, even if the loader has modified the
   * copy or the copy is not equal to the key.
   *
   * @throws CacheLoaderException if the loader throws an exception
   */
  public Map<K, V> loadAll(Set<K> keys) {
    Map<K, V> loaded;
    IdentityHashMap<K, K> copies = new IdentityHashMap<>();
    keys.forEach(key -> copies.put(copyKey.apply(key), key));
    LoadEvent event = event(keys.size());
    long start = System.nanoTime();
    boolean hasFailed = true;
    try {
      loaded = source.loadAll(Set.copyOf(copies.keySet()));
      hasFailed = false;
    } catch (CacheLoaderException e) {
      throw e;
    } catch (Exception e) {
      throw new CacheLoaderException("the cache loader failed to load " + keys.size() + " keys", e);
    } finally {
      count(start, hasFailed, event);
    }
    return loaded == null ? Map.of() : byKey(loaded, copies);
  }

  private static <K, V> Map<K, V> byKey(Map<K, V> loaded, IdentityHashMap<K, K> copies) {
    IdentityHashMap<K, V> same = new IdentityHashMap<>();
    Map<K, V> equal = new HashMap<>();
    for (Map.Entry<K, V> entry : loaded.entrySet()) {
      if (entry.getKey() != null && entry.getValue() != null) {
        same.put(entry.getKey(), entry.getValue());
        equal.put(entry.getKey(), entry.getValue());
      }
    }
    Map<K, V> found = new HashMap<>();
    copies.forEach(
        (copy, key) -> {
          V value = same.get(copy);
          value = value == null ? equal.get(key) : value;
          value = value == null ? equal.get(copy) : value;
          if (value != null) {
            found.put(key, value);
          }
        });
    return found;
  }
}
