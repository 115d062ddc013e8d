package dev.larder.annotations.advice;

import java.util.concurrent.Callable;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * A call of a method to reload a stale entry, by a thread of the cache manager. The call may pass
 * through other advice for the same cache and key: a proxy of a proxy, or a facade with annotated
 * methods. That advice must not read the entry that is being replaced, so it calls {@link
 * #isUnderWay} first. A call that the method hands to another thread is not recognized.
 */
final class Reload implements Callable<Object> {
  private static final ThreadLocal<@Nullable Reload> CURRENT = new ThreadLocal<>();

  private final Cache<Object, Object> cache;
  private final Object key;
  private final Callable<Object> call;

  /** The enclosing reload, if the executor runs reloads in the calling thread. */
  private @Nullable Reload outer;

  Reload(Cache<Object, Object> cache, Object key, Callable<Object> call) {
    this.cache = cache;
    this.key = key;
    this.call = call;
  }

  /** Returns whether the calling thread is reloading this entry. */
  @SuppressWarnings("ReferenceEquality") // another object is another cache
  static boolean isUnderWay(Cache<Object, Object> cache, Object key) {
    for (Reload each = CURRENT.get(); each != null; each = each.outer) {
      if (each.cache == cache && each.key.equals(key)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable Object call() throws Exception {
    outer = CURRENT.get();
    CURRENT.set(this);
    try {
      return call.call();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }
}
