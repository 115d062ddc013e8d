package dev.larder.annotations.advice;

import dev.larder.annotations.metadata.CachedMethod;
import java.lang.annotation.Annotation;
import javax.cache.Cache;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/** The change of a cache that a call makes, besides running the method. */
enum Change {
  /**
   * Puts the argument of the value parameter, or the content of an optional. Null cannot be cached,
   * so it removes the entry.
   */
  PUT {
    @Override
    void carryOut(Cache<Object, Object> cache, @Nullable GeneratedCacheKey key, Call<?> call) {
      Object argument = call.getValueParameter().getValue();
      Object value = argument == null ? null : Content.of(argument.getClass()).cacheable(argument);
      if (value == null) {
        cache.remove(key);
      } else {
        cache.put(key, value);
      }
    }
  },

  REMOVE {
    @Override
    void carryOut(Cache<Object, Object> cache, @Nullable GeneratedCacheKey key, Call<?> call) {
      cache.remove(key);
    }
  },

  REMOVE_ALL {
    @Override
    void carryOut(Cache<Object, Object> cache, @Nullable GeneratedCacheKey key, Call<?> call) {
      cache.removeAll();
    }

    @Override
    void forget(Cache<Object, Object> exceptions, @Nullable GeneratedCacheKey key) {
      exceptions.removeAll();
    }
  };

  static Change of(CachedMethod<?> method) {
    Annotation annotation = method.details().getCacheAnnotation();
    if (annotation instanceof CachePut) {
      return PUT;
    }
    return annotation instanceof CacheRemove ? REMOVE : REMOVE_ALL;
  }

  /**
   * Changes the cache.
   *
   * @param key the key, or null for all keys
   */
  abstract void carryOut(
      Cache<Object, Object> cache, @Nullable GeneratedCacheKey key, Call<?> call);

  /**
   * Removes the cached exceptions of the changed keys.
   *
   * @param key the key, or null for all keys
   */
  void forget(Cache<Object, Object> exceptions, @Nullable GeneratedCacheKey key) {
    exceptions.remove(key);
  }
}
