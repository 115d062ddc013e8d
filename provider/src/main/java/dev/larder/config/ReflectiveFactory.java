package dev.larder.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Objects;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

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
    if (!wanted.isAssignableFrom(type) && !Factory.class.isAssignableFrom(type)) {
      throw value.wrong(
          "%s implements neither %s nor a Factory of it"
              .formatted(type.getName(), wanted.getName()));
    }
    boolean isConcrete =
        Modifier.isPublic(type.getModifiers()) && !Modifier.isAbstract(type.getModifiers());
    if (!isConcrete
        || Arrays.stream(type.getConstructors()).noneMatch(one -> one.getParameterCount() == 0)) {
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
      String hint = hint(value, className) + (e instanceof LinkageError ? ": " + e : "");
      CacheException wrong =
          value.wrong("no class %s is found by %s%s".formatted(className, value.loader(), hint));
      wrong.initCause(e);
      throw wrong;
    }
  }

  /** Suggests a class of {@code java.lang}, or a nested class, whose name has a dollar sign. */
  private static String hint(ConfigNode value, String className) {
    if (exists(value, "java.lang." + className)) {
      return ", did you mean java.lang." + className + "?";
    }
    String name = className;
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.')) {
      name = name.substring(0, dot) + '$' + name.substring(dot + 1);
      if (exists(value, name)) {
        return ", did you mean \"" + name + "\"?";
      }
    }
    return "";
  }

  private static boolean exists(ConfigNode value, String className) {
    try {
      value.loader().loadClass(className);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public T create() {
    Object created = instantiate();
    if (!wanted.isInstance(created) && created instanceof Factory<?> factory) {
      created = factory.create();
    }
    if (!wanted.isInstance(created)) {
      String message = "%s: %s made %s, which is no %s";
      throw new CacheException(message.formatted(place, type.getName(), created, wanted.getName()));
    }
    return (T) created;
  }

  private Object instantiate() {
    try {
      return type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      String message = "%s: the constructor of %s failed: %s";
      throw new CacheException(
          message.formatted(place, type.getName(), e.getCause()), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new CacheException(place + ": " + type.getName() + " cannot be made: " + e, e);
    }
  }

  /** Equal if it creates instances of the same class, wherever that is named. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ReflectiveFactory<?> factory
        && type == factory.type
        && wanted == factory.wanted;
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, wanted);
  }

  @Override
  public String toString() {
    return type.getName();
  }
}
