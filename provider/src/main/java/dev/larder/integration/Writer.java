package dev.larder.integration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/**
 * A cache writer that is given keys of its own, to keep or change, and whose exceptions are {@link
 * CacheWriterException}s. What copying a key throws comes as it is, before anything is written.
 */
public record Writer<K, V>(CacheWriter<? super K, ? super V> source, UnaryOperator<K> copyKey) {

  /** What a bulk call got done: the keys it did not do, and why. */
  public record Outcome<K>(Set<K> failed, @Nullable Throwable failure) {}

  public void write(K key, V value) {
    Written<K, V> written = new Written<>(copyKey.apply(key), value);
    guard(() -> source.write(written));
  }

  public void delete(K key) {
    K own = copyKey.apply(key);
    guard(() -> source.delete(own));
  }

  /** Writes all; what fails is answered, for what was written must reach the cache all the same. */
  @SuppressWarnings("unchecked")
  public Outcome<K> writeAll(Map<K, V> entries) {
    IdentityHashMap<Object, K> keys = new IdentityHashMap<>();
    Collection<Cache.Entry<? extends K, ? extends V>> left = new ArrayList<>();
    entries.forEach(
        (key, value) -> {
          Written<K, V> written = new Written<>(copyKey.apply(key), value);
          keys.put(written, key);
          left.add(written);
        });
    CacheWriter<K, V> writer = (CacheWriter<K, V>) source;
    Throwable failure = attempt(() -> writer.writeAll(left));
    Set<K> failed = new HashSet<>();
    if (failure != null) {
      for (Cache.Entry<? extends K, ? extends V> entry : left) {
        // The collection is the writer's to do with as it likes: there may be anything in it. And
        // so are the keys, which may be others by now.
        K known = keys.get(entry);
        if (known != null) {
          failed.add(known);
        } else if (entry != null && entry.getKey() != null) {
          failed.add(entry.getKey());
        }
      }
    }
    return new Outcome<>(failed, failure);
  }

  /**
   * Deletes all; what fails is answered, for what was deleted must leave the cache all the same.
   */
  public Outcome<K> deleteAll(Set<K> keys) {
    IdentityHashMap<Object, K> copied = new IdentityHashMap<>();
    Map<Object, K> equal = new HashMap<>();
    Collection<Object> left = new ArrayList<>(keys.size());
    for (K key : keys) {
      K own = copyKey.apply(key);
      copied.put(own, key);
      equal.put(key, key);
      left.add(own);
    }
    Throwable failure = attempt(() -> source.deleteAll(left));
    Set<K> failed = new HashSet<>();
    if (failure != null) {
      for (Object key : left) {
        K known = copied.get(key);
        known = known == null ? equal.get(key) : known;
        if (known != null) {
          failed.add(known);
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
