package dev.larder.annotations;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import javax.cache.CacheException;

/**
 * Supplies the key generators and resolver factories that annotations name, from a container or by
 * their constructors. A binding for another container may implement it. An instance is requested
 * when an annotated method is first called, once for each method and class. Two threads that call
 * first may both request it, so implementations have to be thread-safe. All threads share the
 * returned instances.
 */
@FunctionalInterface
public interface Instances {
  /**
   * Returns an instance of a class that an annotation names.
   *
   * @param type the class; not null
   * @return the instance, new or not; never null
   * @throws CacheException if there is none; the call of the method fails with it, and the next
   *     call requests it again
   */
  <T> T get(Class<T> type);

  /**
   * Returns instances created by the constructor without parameters, of any visibility, on each
   * request.
   */
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
