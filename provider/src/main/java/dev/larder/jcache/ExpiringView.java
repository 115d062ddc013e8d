package dev.larder.jcache;

import dev.larder.EntryMetadata;
import dev.larder.ExpiringCache;
import dev.larder.engine.EntryTimes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The {@link ExpiringCache} view of a cache: checks arguments like the cache. Thread-safe. */
record ExpiringView<K, V>(LarderCache<K, V> cache, EntryTimes<K, V> times)
    implements ExpiringCache<K, V> {
  @Override
  public void put(K key, V value, Duration timeToLive) {
    times.put(cache.key(key), cache.value(value), timeToLive);
  }

  @Override
  public boolean setTimeToLive(K key, Duration timeToLive) {
    return times.set(cache.key(key), timeToLive);
  }

  @Override
  public @Nullable EntryMetadata metadata(K key) {
    return times.of(cache.key(key));
  }
}
