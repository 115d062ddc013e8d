package dev.larder.soak;

import java.util.Locale;
import javax.cache.Cache;

/** A way to end a cache while other threads use it. */
enum Ending {
  DESTROYED {
    @Override
    void of(Cache<?, ?> cache) {
      cache.getCacheManager().destroyCache(cache.getName());
    }
  },
  CLOSED {
    @Override
    void of(Cache<?, ?> cache) {
      cache.close();
    }
  },
  CLOSED_WITH_MANAGER {
    @Override
    void of(Cache<?, ?> cache) {
      cache.getCacheManager().close();
    }
  };

  /** Ends the cache. */
  abstract void of(Cache<?, ?> cache);

  /** Returns the name of the counter. */
  String counted() {
    return "restarts of what was " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
