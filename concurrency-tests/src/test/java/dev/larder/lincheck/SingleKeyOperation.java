package dev.larder.lincheck;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;

/** The operations of {@code Cache} on one key, with their arguments besides the key. */
enum SingleKeyOperation {
  GET("get", false, false),
  CONTAINS_KEY("containsKey", false, false),
  PUT("put", false, true),
  GET_AND_PUT("getAndPut", false, true),
  PUT_IF_ABSENT("putIfAbsent", false, true),
  REMOVE("remove", false, false),
  REMOVE_IF_SAME("removeIfSame", true, false),
  GET_AND_REMOVE("getAndRemove", false, false),
  REPLACE("replace", false, true),
  REPLACE_IF_SAME("replaceIfSame", true, true),
  GET_AND_REPLACE("getAndReplace", false, true),
  INCREMENT("increment", false, false),
  TAKE_IF_SAME("takeIfSame", true, false);

  private final String method;
  private final boolean compares;
  private final boolean writes;

  SingleKeyOperation(String method, boolean compares, boolean writes) {
    this.method = method;
    this.compares = compares;
    this.writes = writes;
  }

  /** Returns a call with a value of its own, so that a reader can identify the writer. */
  Actor on(int key, int expected, int value) {
    List<Object> arguments = new ArrayList<>(List.of(key));
    if (compares) {
      arguments.add(expected);
    }
    if (writes) {
      arguments.add(value);
    }
    return call(method, arguments.toArray());
  }

  /** Returns a call of any other operation. */
  static Actor call(String name, Object... arguments) {
    return new Actor(method(CacheOperations.class, name), Arrays.asList(arguments));
  }

  /** Returns an eviction of the first key. */
  static Actor eviction(int key) {
    return new Actor(method(CacheModel.class, "evict"), List.of(key));
  }

  private static Method method(Class<?> type, String name) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no operation: " + name));
  }
}
