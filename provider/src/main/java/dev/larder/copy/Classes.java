package dev.larder.copy;

/**
 * Finds classes by name. {@code Class.forName} is avoided because the JVM caches its results per
 * initiating loader. A loader that delegates by thread would then return a class of another
 * thread's application, and keep that application alive.
 */
final class Classes {
  private Classes() {}

  /** Returns the class of a name as in {@link Class#getName}, without initializing it. */
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
