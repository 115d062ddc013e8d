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
 * Calls a cache writer. The writer receives copies of the keys, which it may keep or modify. Its
 * exceptions are wrapped in {@link CacheWriterException}. Keys are copied before the writer is
 * called, and an exception of copying a key propagates unchanged.
 *
 * @param source the writer of the user
 * @param copyKey copies a key
 */
public record Writer<K, V>(CacheWriter<? super K, ? super V> source, UnaryOperator<K> copyKey) {

  /**
   * The result of a bulk call.
   *
   * @param failed the keys that were not written or deleted
   * @param failure the exception of the writer, null if it succeeded
   */
  public record Outcome<K>(Set<K> failed, @Nullable Throwable failure) {}

  /**
   * Writes one entry.
   *
   * @throws CacheWriterException if the writer throws an exception
   */
  public void write(K key, V value) {
    WriterEntry<K, V> written = new WriterEntry<>(copyKey.apply(key), value);
    callWriter(() -> source.write(written));
  }

  /**
   * Deletes one key.
   *
   * @throws CacheWriterException if the writer throws an exception
   */
  public void delete(K key) {
    K own = copyKey.apply(key);
    callWriter(() -> source.delete(own));
  }

  /**
   * Writes all entries. A failure is returned and not thrown, because the written entries must
   * still reach the cache.
   */
  @SuppressWarnings("unchecked")
  public Outcome<K> writeAll(Map<K, V> entries) {
    IdentityHashMap<Object, K> keys = new IdentityHashMap<>();
    Collection<Cache.Entry<? extends K, ? extends V>> remaining = new ArrayList<>();
    entries.forEach(
        (key, value) -> {
          WriterEntry<K, V> written = new WriterEntry<>(copyKey.apply(key), value);
          keys.put(written, key);
          remaining.add(written);
        });
    CacheWriter<K, V> writer = (CacheWriter<K, V>) source;
    Throwable failure = attempt(() -> writer.writeAll(remaining));
    Set<K> failed = new HashSet<>();
    if (failure != null) {
      for (Cache.Entry<? extends K, ? extends V> entry : remaining) {
        // The writer may have added any object to the collection, and modified the keys.
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
   * Deletes all keys. A failure is returned and not thrown, because the deleted keys must still be
   * removed from the cache.
   */
  public Outcome<K> deleteAll(Set<K> keys) {
    IdentityHashMap<Object, K> copied = new IdentityHashMap<>();
    Map<Object, K> equal = new HashMap<>();
    Collection<Object> remaining = new ArrayList<>(keys.size());
    for (K key : keys) {
      K own = copyKey.apply(key);
      copied.put(own, key);
      equal.put(key, key);
      remaining.add(own);
    }
    Throwable failure = attempt(() -> source.deleteAll(remaining));
    Set<K> failed = new HashSet<>();
    if (failure != null) {
      for (Object key : remaining) {
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
      callWriter(call);
      return null;
    } catch (RuntimeException | Error e) {
      return e;
    }
  }

  private static void callWriter(Runnable call) {
    try {
      call.run();
    } catch (CacheWriterException e) {
      throw e;
    } catch (Exception e) {
      throw new CacheWriterException("the cache writer failed", e);
    }
  }

  /** An entry passed to the writer, independent of later changes of the cache. */
  private record WriterEntry<K, V>(K key, V value) implements Cache.Entry<K, V> {
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
