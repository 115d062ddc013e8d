package dev.larder.jcache;

import java.util.Objects;

/** Implements {@code unwrap}. */
final class Unwrap {
  private Unwrap() {}

  static <T> T to(Class<T> type, Object object, String what) {
    Objects.requireNonNull(type, "the class to unwrap to must not be null");
    if (type.isInstance(object)) {
      return type.cast(object);
    }
    throw new IllegalArgumentException(what + " is no " + type.getName());
  }
}
