package dev.larder.soak;

import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;

/** Reads internal state of a cache. */
final class Internals {
  private Internals() {}

  /** Returns the number of events queued for asynchronous listeners. */
  static int queuedEvents(Cache<?, ?> cache) {
    return ((AtomicInteger) field(field(field(cache, "control"), "dispatcher"), "queued")).get();
  }

  private static Object field(Object object, String name) {
    try {
      Field field = object.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(object);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
