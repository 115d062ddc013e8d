package dev.larder.annotations.advice;

import javax.cache.Cache;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/** What a call does to a cache, besides running the method. */
enum Change {
  /** Puts the value parameter's argument; null cannot be cached, so it leaves no entry behind. */
  PUT {
    @Override
    void carryOut(Cache<Object, Object> cache, @Nullable GeneratedCacheKey key, Call<?> call) {
      CacheInvocationParameter parameter = call.getValueParameter();
      Object value = parameter.getValue();
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
  };

  /**
   * Changes the cache.
   *
   * @param key null if all keys are meant
   */
  abstract void carryOut(
      Cache<Object, Object> cache, @Nullable GeneratedCacheKey key, Call<?> call);
}
