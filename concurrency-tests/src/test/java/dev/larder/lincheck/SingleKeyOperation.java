package dev.larder.lincheck;

import dev.larder.testkit.model.CacheModel;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;

/** The operations of {@code Cache} on one key, and two entry processors. */
public enum SingleKeyOperation {
  GET,
  CONTAINS_KEY,
  PUT,
  GET_AND_PUT,
  PUT_IF_ABSENT,
  REMOVE,
  /** {@code remove(key, oldValue)}. */
  REMOVE_SAME,
  GET_AND_REMOVE,
  REPLACE,
  /** {@code replace(key, oldValue, newValue)}. */
  REPLACE_SAME,
  GET_AND_REPLACE,
  /** Writes a value computed from the one that the processor reads. */
  INCREMENT,
  /** Removes the entry if it has the expected value; returns the value. */
  TAKE_SAME;

  /** Returns a call with a value of its own, so that a reader can identify the writer. */
  Actor on(int key, int expected, int value) {
    return call("perform", this, key, expected, value);
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
