package dev.larder.annotations.array;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** Copies arrays deeply. */
public final class ArrayCopies {
  private ArrayCopies() {}

  /** Returns a copy of an array of arguments, with a copy of each argument that is an array. */
  public static @Nullable Object[] ofEach(@Nullable Object[] arguments) {
    return (Object[]) of(arguments);
  }

  /** Returns the same array if no argument is an array, and else {@link #ofEach}. */
  public static @Nullable Object[] ofArraysAmong(@Nullable Object[] arguments) {
    for (Object argument : arguments) {
      if (argument != null && argument.getClass().isArray()) {
        return ofEach(arguments);
      }
    }
    return arguments;
  }

  /**
   * Returns a copy of an array.
   *
   * @param array an array of any type
   */
  public static Object of(Object array) {
    int length = Array.getLength(array);
    Object copy = Array.newInstance(array.getClass().getComponentType(), length);
    System.arraycopy(array, 0, copy, 0, length);
    if (copy instanceof Object[] elements) {
      for (int i = 0; i < length; i++) {
        Object element = elements[i];
        if (element != null && element.getClass().isArray()) {
          elements[i] = of(element);
        }
      }
    }
    return copy;
  }
}
