package dev.larder.copy;

import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.stream.Stream;

/**
 * Detects classes that customize their serialization. The check is strict: a method with the name
 * and the parameters of a hook counts in any superclass, even where serialization would not call
 * it.
 */
final class SerializationHooks {
  private SerializationHooks() {}

  /** Returns whether the default serialization of the stream applies to the class. */
  static boolean isPlain(Class<?> type) {
    return !Externalizable.class.isAssignableFrom(type)
        && !Proxy.isProxyClass(type)
        && !type.isHidden()
        && !type.isSynthetic()
        && type != Class.class
        && hasNone(type);
  }

  private static boolean hasNone(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      if (Stream.of(c.getDeclaredMethods()).anyMatch(SerializationHooks::isHook)
          || Stream.of(c.getDeclaredFields()).anyMatch(SerializationHooks::isHook)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHook(Field field) {
    return field.getName().equals("serialPersistentFields");
  }

  private static boolean isHook(Method method) {
    return switch (method.getName()) {
      case "writeReplace", "readResolve", "readObjectNoData" -> method.getParameterCount() == 0;
      case "writeObject" -> takes(method, ObjectOutputStream.class);
      case "readObject" -> takes(method, ObjectInputStream.class);
      default -> false;
    };
  }

  private static boolean takes(Method method, Class<?> stream) {
    return method.getParameterCount() == 1 && method.getParameterTypes()[0] == stream;
  }
}
