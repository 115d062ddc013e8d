package dev.larder.integration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/** A cache writer whose exceptions are {@link CacheWriterException}s. */
public record Writer<K, V>(CacheWriter<? super K, ? super V> source) {

  /** What a bulk call got done: the keys it did not do, and why. */
  public record Outcome<K>(Set<K> failed, @Nullable Throwable failure) {}

  public void write(K key, V value) {
    guard(() -> source.write(new Written<>(key, value)));
  }

  public void delete(K key) {
    guard(() -> source.delete(key));
  }

  /** Writes all; never throws, for what was written must reach the cache all the same. */
  @SuppressWarnings("unchecked")
  public Outcome<K> writeAll(Map<K, V> entries) {
    Collection<Cache.Entry<? extends K, ? extends V>> left = new ArrayList<>();
    entries.forEach((key, value) -> left.add(new Written<>(key, value)));
    CacheWriter<K, V> writer = (CacheWriter<K, V>) source;
    Throwable failure = attempt(() -> writer.writeAll(left));
    Set<K> failed = new HashSet<>();
    if (failure != null) {
      for (Cache.Entry<? extends K, ? extends V> entry : left) {
        // The collection is the writer's to do with as it likes: there may be anything in it.
        if (entry != null && entry.getKey() != null) {
          failed.add(entry.getKey());
        }
      }
    }
    return new Outcome<>(failed, failure);
  }

  /** Deletes all; never throws, for what was deleted must leave the cache all the same. */
  public Outcome<K> deleteAll(Set<K> keys) {
    Map<Object, K> byKey = new HashMap<>();
    keys.forEach(key -> byKey.put(key, key));
    Collection<Object> left = new ArrayList<>(keys);
    Throwable failure = attempt(() -> source.deleteAll(left));
    Set<K> failed = new HashSet<>();
    if (failure != null) {
      for (Object key : left) {
        K own = byKey.get(key);
        if (own != null) {
          failed.add(own);
        }
      }
    }
    return new Outcome<>(failed, failure);
  }

  private static @Nullable Throwable attempt(Runnable call) {
    try {
      guard(call);
      return null;
    } catch (RuntimeException | Error e) {
      return e;
    }
  }

  private static void guard(Runnable call) {
    try {
      call.run();
    } catch (CacheWriterException e) {
      throw e;
    } catch (Exception e) {
      throw new CacheWriterException("the cache writer failed", e);
    }
  }

  /** An entry of its own, that does not change with the cache. */
  private record Written<K, V>(K key, V value) implements Cache.Entry<K, V> {
    @Override
    public K getKey() {
      return key;
    }

    @Override
    public V getValue() {
      return value;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      if (type.isInstance(this)) {
        return type.cast(this);
      }
      throw new IllegalArgumentException("an entry to be written is no " + type.getName());
    }
  }
}
