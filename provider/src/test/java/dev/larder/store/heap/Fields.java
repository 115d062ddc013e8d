package dev.larder.store.heap;

import java.lang.reflect.Field;

/** Looks into what main code has no other reason to show. */
final class Fields {
  private Fields() {}

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller knows the field
  static <T> T of(Object object, String name) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return (T) read(field, object);
        }
      }
    }
    throw new AssertionError(object.getClass() + " has no field " + name);
  }

  private static Object read(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
