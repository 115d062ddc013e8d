package dev.larder.soak;

import java.util.Locale;
import java.util.function.Consumer;
import javax.cache.Cache;

/** A way to end a cache while other threads use it. */
@SuppressWarnings("ImmutableEnumChecker") // the functions capture nothing
enum Ending {
  DESTROYED(cache -> cache.getCacheManager().destroyCache(cache.getName())),
  CLOSED(Cache::close),
  CLOSED_WITH_MANAGER(cache -> cache.getCacheManager().close());

  private final Consumer<Cache<?, ?>> end;

  Ending(Consumer<Cache<?, ?>> end) {
    this.end = end;
  }

  /** Ends the cache. */
  void of(Cache<?, ?> cache) {
    end.accept(cache);
  }

  /** Returns the name of the counter. */
  String counted() {
    return "restarts of what was " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
