package dev.larder.copy;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;

/**
 * Finds the constructor that deserialization uses: it calls the no-argument constructor of the
 * first superclass that is not serializable. The JDK offers {@code sun.reflect.ReflectionFactory}
 * to serialization libraries for this. It is looked up by name, because a custom runtime image may
 * lack its module if Larder is on the class path.
 */
final class SerialConstructor {
  private SerialConstructor() {}

  static Constructor<?> of(Class<?> type) throws ReflectiveOperationException {
    Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
    Method make = factory.getMethod("newConstructorForSerialization", Class.class);
    Object found = make.invoke(factory.getMethod("getReflectionFactory").invoke(null), type);
    if (found == null) {
      throw new NoSuchMethodException("no constructor for serialization: " + type.getName());
    }
    return (Constructor<?>) found;
  }
}
