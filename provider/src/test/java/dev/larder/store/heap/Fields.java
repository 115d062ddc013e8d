package dev.larder.store.heap;

import java.lang.reflect.Field;

/** Reads and writes private fields of the main code. */
final class Fields {
  private Fields() {}

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller knows the type
  static <T> T of(Object object, String name) {
    try {
      return (T) field(object, name).get(object);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  /** Sets a field, for a state that an object reaches only after hours. */
  static void set(Object object, String name, Object value) {
    try {
      field(object, name).set(object, value);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static Field field(Object object, String name) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    throw new AssertionError(object.getClass() + " has no field " + name);
  }
}
