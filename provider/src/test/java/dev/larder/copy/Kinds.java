package dev.larder.copy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** The catalogue of the kinds of values that applications store, each with a factory. */
final class Kinds {
  private Kinds() {}

  static Map<String, Supplier<Object>> all() {
    Map<String, Supplier<Object>> kinds = new LinkedHashMap<>();
    JdkKinds.addTo(kinds);
    JdkExceptionKinds.addTo(kinds);
    JdkPlatformKinds.addTo(kinds);
    JdkCollectionKinds.addTo(kinds);
    OwnKinds.addTo(kinds);
    OwnHookKinds.addTo(kinds);
    LibraryKinds.addTo(kinds);
    return kinds;
  }

  /** Adds a kind, whose name must be unique. */
  static void add(Map<String, Supplier<Object>> kinds, String name, Callable<Object> maker) {
    Supplier<Object> supplier =
        () -> {
          try {
            return maker.call();
          } catch (Exception e) {
            throw new IllegalStateException("no value: " + name, e);
          }
        };
    if (kinds.put(name, supplier) != null) {
      throw new IllegalArgumentException("two kinds of one name: " + name);
    }
  }
}
