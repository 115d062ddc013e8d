package dev.larder.annotations.advice;

import dev.larder.annotations.metadata.CachedMethod;
import java.lang.annotation.Annotation;
import javax.cache.Cache;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/** What a call does to a cache, besides running the method. */
enum Change {
  /**
   * Puts the value parameter's argument, or what is in it; null cannot be cached, so it leaves no
   * entry behind.
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
   * @param key null if all keys are meant
   */
  abstract void carryOut(
      Cache<Object, Object> cache, @Nullable GeneratedCacheKey key, Call<?> call);

  /**
   * Removes the exceptions that are cached for what is changed.
   *
   * @param key null if all keys are meant
   */
  void forget(Cache<Object, Object> exceptions, @Nullable GeneratedCacheKey key) {
    exceptions.remove(key);
  }
}
