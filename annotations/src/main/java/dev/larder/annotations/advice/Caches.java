package dev.larder.annotations.advice;

import dev.larder.annotations.metadata.CachedMethod;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.annotation.CacheResolver;
import org.jspecify.annotations.Nullable;

/** Resolves the cache of a call's results, or of its exceptions. */
record Caches(CachedMethod<?> method, CacheResolver resolver) {
  Cache<Object, Object> of(Call<?> call) {
    Cache<Object, Object> cache = resolver.resolveCache(call);
    if (cache == null) {
      throw new CacheException(resolver.getClass().getName() + " has no cache for " + method);
    }
    return cache;
  }

  /**
   * Returns the cache of a call, or null if the default resolver finds none; does not create it.
   */
  @Nullable Cache<Object, Object> existing(Call<?> call) {
    return resolver instanceof DefaultResolverFactory.ByName byName ? byName.existing() : of(call);
  }
}
