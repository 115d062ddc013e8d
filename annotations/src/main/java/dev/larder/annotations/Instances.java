package dev.larder.annotations;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import javax.cache.CacheException;

/**
 * Where the key generators and resolver factories that annotations name come from: a container, or
 * their constructors. Who has another container may implement it. Asked when an annotated method is
 * first called, once for each method and class that it names, but twice if two threads call first:
 * so implementations have to be thread-safe. What they return is used by all threads at once.
 */
@FunctionalInterface
public interface Instances {
  /**
   * An instance of a class that an annotation names.
   *
   * @param type the class; not null
   * @return the instance, new or not; never null
   * @throws CacheException if there is none; the call of the method fails with it, and the next one
   *     asks again
   */
  <T> T get(Class<T> type);

  /** Calls constructors without parameters, of any visibility, each time. */
  static Instances byConstructor() {
    return new Instances() {
      @Override
      public <T> T get(Class<T> type) {
        try {
          Constructor<T> constructor = type.getDeclaredConstructor();
          constructor.setAccessible(true);
          return constructor.newInstance();
        } catch (InvocationTargetException e) {
          throw new CacheException(
              "the constructor of " + type.getName() + " failed", e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
          throw new CacheException(
              type.getName() + " needs a constructor without parameters that can be called", e);
        }
      }
    };
  }
}
