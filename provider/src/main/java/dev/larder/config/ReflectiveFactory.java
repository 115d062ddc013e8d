package dev.larder.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;

/**
 * Creates an instance of a class that the configuration names, directly or through a {@link
 * Factory}. It holds the class itself, so it does not depend on a context class loader.
 *
 * @param type the named class
 * @param wanted the type of the created instances
 * @param place where the configuration names the class, for messages
 */
record ReflectiveFactory<T>(Class<?> type, Class<? super T> wanted, String place)
    implements Factory<T> {

  /**
   * Loads the class, and checks that it can be used.
   *
   * @throws CacheException if there is no such class, it has another type, or it cannot be created
   */
  static <T> Factory<T> of(ConfigNode value, String className, Class<? super T> wanted) {
    Class<?> type = find(value, className);
    boolean fits = wanted.isAssignableFrom(type) || Factory.class.isAssignableFrom(type);
    if (!fits) {
      throw value.wrong(
          type.getName() + " implements neither " + wanted.getName() + " nor a Factory of it");
    }
    boolean makeable =
        Modifier.isPublic(type.getModifiers()) && !Modifier.isAbstract(type.getModifiers());
    if (!makeable || !hasPublicConstructor(type)) {
      throw value.wrong(
          type.getName()
              + " must be public, not abstract, with a public constructor that takes"
              + " no parameters");
    }
    return new ReflectiveFactory<>(type, wanted, value.origin());
  }

  /**
   * Loads a class through the manager's class loader, without initializing it. It calls the loader
   * itself, because the JVM caches the result of {@code Class.forName} for each loader.
   */
  static Class<?> find(ConfigNode value, String className) {
    try {
      return className.startsWith("[")
          ? Class.forName(className, false, value.loader())
          : value.loader().loadClass(className);
    } catch (ClassNotFoundException | LinkageError e) {
      if (value.isFromOutside()) {
        throw value.wrong("no class of that name is found by " + value.loader());
      }
      CacheException wrong =
          value.wrong(
              "no class "
                  + className
                  + " is found by "
                  + value.loader()
                  + near(value, className)
                  + (e instanceof ClassNotFoundException ? "" : ": " + e));
      wrong.initCause(e);
      throw wrong;
    }
  }

  /** Suggests a class of {@code java.lang}, or a nested class, whose name has a dollar sign. */
  private static String near(ConfigNode value, String className) {
    String name = "java.lang." + className;
    if (isThere(value, name)) {
      return ", did you mean " + name + "?";
    }
    name = className;
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.')) {
      name = name.substring(0, dot) + '$' + name.substring(dot + 1);
      if (isThere(value, name)) {
        return ", did you mean \"" + name + "\"?";
      }
    }
    return "";
  }

  private static boolean isThere(ConfigNode value, String className) {
    try {
      value.loader().loadClass(className);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private static boolean hasPublicConstructor(Class<?> type) {
    for (Constructor<?> each : type.getConstructors()) {
      if (each.getParameterCount() == 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  @SuppressWarnings("unchecked")
  public T create() {
    Object made = construct();
    if (!wanted.isInstance(made) && made instanceof Factory<?> factory) {
      made = factory.create();
    }
    if (!wanted.isInstance(made)) {
      throw new CacheException(
          place + ": " + type.getName() + " made " + made + ", which is no " + wanted.getName());
    }
    return (T) made;
  }

  private Object construct() {
    try {
      return type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      throw new CacheException(
          place + ": the constructor of " + type.getName() + " failed: " + cause, cause);
    } catch (ReflectiveOperationException e) {
      throw new CacheException(place + ": " + type.getName() + " cannot be made: " + e, e);
    }
  }

  @Override
  public String toString() {
    return type.getName();
  }
}
