package dev.larder.copy;

/**
 * Finds classes by the loader itself and not by {@code Class.forName}, because the JVM remembers
 * for a loader what {@code forName} has found: a loader that delegates by thread would answer for
 * another thread's application, and keep it.
 */
final class Classes {
  private Classes() {}

  /** Finds a class by the name that {@link Class#getName} gives it, and does not initialize it. */
  static Class<?> find(String name, ClassLoader loader) throws ClassNotFoundException {
    if (!name.startsWith("[")) {
      return loader.loadClass(name);
    }
    String component = name.substring(1);
    if (component.startsWith("[")) {
      return find(component, loader).arrayType();
    }
    return component.startsWith("L")
        ? loader.loadClass(component.substring(1, component.length() - 1)).arrayType()
        : Class.forName(name);
  }
}
