package dev.larder.jcache;

import javax.cache.Cache;

/** An entry that an iterator gives away: the user's own copy. */
public record LarderEntry<K, V>(K key, V value) implements Cache.Entry<K, V> {
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
    return Unwrap.to(type, this, "this cache entry");
  }
}
