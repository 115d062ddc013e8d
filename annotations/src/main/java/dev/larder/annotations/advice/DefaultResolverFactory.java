package dev.larder.annotations.advice;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;

/** Resolves caches by name in one cache manager, and creates missing ones. */
final class DefaultResolverFactory implements CacheResolverFactory {
  private static final Logger LOG = System.getLogger("dev.larder.annotations");

  private final Supplier<CacheManager> manager;

  DefaultResolverFactory(Supplier<CacheManager> manager) {
    this.manager = manager;
  }

  @Override
  public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> details) {
    return new ByName(details.getCacheName());
  }

  @Override
  public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> details) {
    return new ByName(details.getCacheAnnotation().exceptionCacheName());
  }

  /** Resolves one name. */
  final class ByName implements CacheResolver {
    private final String name;

    /** The cache resolved last; looked up again once it is closed. */
    private volatile @Nullable Cache<Object, Object> cache;

    ByName(String name) {
      this.name = name;
    }

    @Override
    @SuppressWarnings("unchecked") // the types of the cache are unknown here
    public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> context) {
      Cache<Object, Object> known = existing();
      if (known == null) {
        known = create(manager.get());
        cache = known;
      }
      return (Cache<K, V>) known;
    }

    /** Returns the cache, or null if it does not exist. */
    @Nullable Cache<Object, Object> existing() {
      Cache<Object, Object> known = cache;
      if (known == null || known.isClosed()) {
        known = manager.get().getCache(name);
        cache = known;
      }
      return known;
    }

    private Cache<Object, Object> create(CacheManager source) {
      try {
        Cache<Object, Object> created = source.createCache(name, new MutableConfiguration<>());
        LOG.log(Level.INFO, () -> "cache '" + name + "' was missing, and has been created");
        return created;
      } catch (CacheException e) {
        // Another thread may have created it meanwhile.
        Cache<Object, Object> found = source.getCache(name);
        if (found == null) {
          throw e;
        }
        return found;
      }
    }
  }
}
