package dev.larder.annotations.binding;

import java.lang.annotation.Annotation;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.configuration.MutableConfiguration;

/** A resolver factory of an application. */
public class Elsewhere implements CacheResolverFactory {
  static final String NAME = "elsewhere";

  @Override
  public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> details) {
    return new CacheResolver() {
      @Override
      public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> context) {
        CacheManager manager = Caching.getCachingProvider().getCacheManager();
        Cache<K, V> cache = manager.getCache(NAME);
        return cache == null ? manager.createCache(NAME, new MutableConfiguration<>()) : cache;
      }
    };
  }

  @Override
  public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> details) {
    return getCacheResolver(details);
  }
}
