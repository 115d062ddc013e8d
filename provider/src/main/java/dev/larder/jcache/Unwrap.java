package dev.larder.jcache;

/** {@code unwrap}, for everything that has it. */
final class Unwrap {
  private Unwrap() {}

  static <T> T to(Class<T> type, Object object, String what) {
    if (type.isInstance(object)) {
      return type.cast(object);
    }
    throw new IllegalArgumentException(what + " is no " + type.getName());
  }
}
