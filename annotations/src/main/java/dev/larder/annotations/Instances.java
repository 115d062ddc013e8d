package dev.larder.annotations;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import javax.cache.CacheException;

/**
 * Where the key generators and resolver factories that annotations name come from: a container, or
 * their constructors. Asked when an annotated method is first called, from any thread.
 */
@FunctionalInterface
public interface Instances {
  /**
   * An instance of a class that an annotation names.
   *
   * @param type the class
   * @return the instance; never null
   * @throws CacheException if there is none
   */
  <T> T get(Class<T> type);

  /** Calls constructors without parameters, of any visibility. */
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
