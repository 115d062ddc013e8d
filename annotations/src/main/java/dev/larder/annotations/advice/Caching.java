package dev.larder.annotations.advice;

import dev.larder.annotations.metadata.CachedMethod;
import java.lang.annotation.Annotation;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/** Resolves the cache and the key of a call. */
final class Caching<A extends Annotation> {
  private final CachedMethod<A> method;
  private final Caches caches;

  /** Null for the default keys, which need no arrays of invocation parameters. */
  private final @Nullable CacheKeyGenerator generator;

  Caching(CachedMethod<A> method, Caches caches, @Nullable CacheKeyGenerator generator) {
    this.method = method;
    this.caches = caches;
    this.generator = generator;
  }

  Call<A> call(Object target, @Nullable Object[] arguments) {
    return new Call<>(method, target, arguments);
  }

  Cache<Object, Object> cache(Call<A> call) {
    return caches.of(call);
  }

  GeneratedCacheKey key(Call<A> call) {
    if (generator == null) {
      return method.key(call.arguments());
    }
    GeneratedCacheKey key = generator.generateCacheKey(call);
    if (key == null) {
      throw new CacheException(
          generator.getClass().getName() + " made no key for a call of " + method);
    }
    return key;
  }
}
