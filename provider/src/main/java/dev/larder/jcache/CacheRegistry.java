package dev.larder.jcache;

import dev.larder.config.ManagerConfiguration;
import dev.larder.store.KeyHold;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The caches of a manager by name, the names that are reserved while a cache is created, and
 * whether the manager is open. The monitor of this object guards them, and no user code runs under
 * it. Look-ups take no lock. Thread-safe.
 */
final class CacheRegistry {
  /** The name of the manager in messages. */
  private final String manager;

  private final Map<String, LarderCache<?, ?>> caches = new ConcurrentHashMap<>();

  /** The names of caches that are being created. Guarded by this. */
  private final Map<String, KeyHold> reserved = new HashMap<>();

  /** The method that closed the manager, null while it is open. Written under the monitor. */
  private volatile @Nullable String closedBy;

  CacheRegistry(String manager) {
    this.manager = manager;
  }

  boolean isClosed() {
    return closedBy != null;
  }

  void requireOpen() {
    String by = closedBy;
    if (by != null) {
      throw new IllegalStateException(manager + " was closed by " + by);
    }
  }

  @Nullable LarderCache<?, ?> get(String name) {
    return caches.get(name);
  }

  /**
   * Returns the cache of a name; waits for one that is being created.
   *
   * @param reserves whether to reserve the name for the calling thread if there is no cache
   */
  @Nullable LarderCache<?, ?> await(String name, boolean reserves) {
    while (true) {
      KeyHold creating;
      synchronized (this) {
        if (reserves) {
          requireOpen();
        }
        LarderCache<?, ?> present = caches.get(name);
        creating = reserved.get(name);
        if (present != null || creating == null) {
          if (present == null && reserves) {
            reserved.put(name, KeyHold.ofCache(name));
          }
          return present;
        }
      }
      creating.await();
    }
  }

  /** Returns the names of the caches, a live view. */
  Set<String> names() {
    return caches.keySet();
  }

  List<LarderCache<?, ?>> all() {
    return List.copyOf(caches.values());
  }

  /**
   * Reserves a name for the calling thread, and removes a cache of the file that is not in use.
   *
   * @return the removed cache, which the caller must close; null if there is none
   * @throws CacheException if another cache has the name, or is being created
   */
  synchronized @Nullable LarderCache<?, ?> reserve(
      String name, ManagerConfiguration configuration) {
    requireOpen();
    LarderCache<?, ?> present = caches.get(name);
    if (present != null && !(present.isFromFile() && !present.isInUse())) {
      String origin =
          present.isFromFile()
              ? "which "
                  + configuration.placeOf(name)
                  + " defines, and which is in use: createCache completes it only before getCache"
              : "made by the program: getCache returns it";
      throw new CacheException(manager + " has a cache named '" + name + "' already, " + origin);
    }
    if (reserved.containsKey(name)) {
      throw new CacheException(manager + " is making a cache named '" + name + "' already");
    }
    reserved.put(name, KeyHold.ofCache(name));
    caches.remove(name);
    return present;
  }

  /** Ends a reservation, and wakes the threads that wait for the cache. */
  void release(String name) {
    KeyHold hold;
    synchronized (this) {
      hold = reserved.remove(name);
    }
    if (hold != null) {
      hold.release();
    }
  }

  /** Publishes a cache, unless the manager was closed while the cache was created. */
  synchronized void publish(LarderCache<?, ?> cache) {
    requireOpen();
    caches.put(cache.getName(), cache);
  }

  /** Marks a cache as in use; returns false if it was replaced or closed meanwhile. */
  boolean use(LarderCache<?, ?> cache) {
    if (cache.isInUse() || !cache.isFromFile()) {
      return true;
    }
    synchronized (this) {
      cache.setInUse();
      return caches.get(cache.getName()) == cache;
    }
  }

  synchronized void remove(LarderCache<?, ?> cache) {
    caches.remove(cache.getName(), cache);
  }

  /**
   * Closes the registry; returns the caches, which the caller must close, or null if it is closed.
   */
  synchronized @Nullable List<LarderCache<?, ?>> close(String method) {
    if (closedBy != null) {
      return null;
    }
    closedBy = method;
    List<LarderCache<?, ?>> open = all();
    caches.clear();
    return open;
  }
}
