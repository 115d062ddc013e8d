package dev.larder.jcache;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/**
 * The objects that are closed with a cache if they are closeable: its thread pools, and the objects
 * of users' factories. Filled by the thread that creates the cache.
 */
final class CacheResources {
  private static final Logger LOG = System.getLogger(CacheResources.class.getName());

  private final String cacheName;
  private final List<Object> objects = new ArrayList<>();

  CacheResources(String cacheName) {
    this.cacheName = cacheName;
  }

  <T> T add(T object) {
    objects.add(object);
    return object;
  }

  /**
   * Creates an object, and adds it.
   *
   * @throws CacheException if the factory returns null
   */
  <T> T create(Factory<? extends T> factory, String what) {
    T object = factory.create();
    if (object == null) {
      throw new CacheException("cache '" + cacheName + "': the " + what + " factory answered null");
    }
    return add(object);
  }

  /** Creates an object if there is a factory; returns null if there is none. */
  <T> @Nullable T createIfSet(@Nullable Factory<? extends T> factory, String what) {
    return factory == null ? null : create(factory, what);
  }

  /** Closes each object once. A failure is logged, and the others are still closed. */
  void close() {
    closeAll(cacheName, objects);
  }

  static void closeAll(String cacheName, List<?> objects) {
    Set<Object> closed = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Object object : objects) {
      if ((object instanceof AutoCloseable || object instanceof ExecutorService)
          && closed.add(object)) {
        try {
          if (object instanceof ExecutorService executor) {
            // Since JDK 19, close() waits for running tasks, which may wait for the cache.
            ThreadPools.shutDown(executor);
          } else if (object instanceof AutoCloseable closeable) {
            closeable.close();
          }
        } catch (Throwable e) {
          LOG.log(
              Level.WARNING,
              "cache '" + cacheName + "': closing " + object.getClass().getName() + " failed",
              e);
        }
      }
    }
  }
}
