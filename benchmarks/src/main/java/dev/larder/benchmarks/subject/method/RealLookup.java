package dev.larder.benchmarks.subject.method;

import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;

/** Finds nothing itself: all results come from the cache. */
@CacheDefaults(cacheName = Methods.CACHE)
public class RealLookup implements Lookup {
  @Override
  @CacheResult
  public @Nullable Object find(Integer key) {
    return null;
  }

  @Override
  @CachePut
  public void store(Integer key, @CacheValue Object value) {}
}
