package dev.larder.copy;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;

/**
 * Makes instances as deserialization does: by the constructor without parameters of the first
 * superclass that is not serializable. {@code sun.reflect.ReflectionFactory} is what the JDK offers
 * to serialization libraries for this. It is asked for by name, for its module may be missing.
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
