package dev.larder.reliability;

import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;

/** Reads private fields of a cache. */
final class CacheInternals {
  private CacheInternals() {}

  /** Returns the number of events in the queue. */
  static int queuedEvents(Cache<?, ?> cache) {
    return ((AtomicInteger) field(field(field(cache, "control"), "dispatcher"), "queued")).get();
  }

  private static Object field(Object object, String name) {
    try {
      Field field = object.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(object);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no field " + name, e);
    }
  }
}
