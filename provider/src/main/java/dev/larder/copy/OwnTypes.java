package dev.larder.copy;

import org.jspecify.annotations.Nullable;

/**
 * The classes of Larder that can be part of a key or a value: keys of annotated methods, and forms
 * of objects that are not serializable. They are immutable and harmless, so no filter has to list
 * them.
 */
final class OwnTypes {
  /** A package of the annotations module, which this module does not depend on. */
  private static final String KEYS = "dev.larder.annotations.key.";

  private OwnTypes() {}

  /** Returns whether the class is one of Larder's own; false for null. */
  static boolean contains(@Nullable Class<?> type) {
    return type == Form.class
        || type == Form.Kind.class
        || type == Serializer.Reference.class
        || (type != null && type.getName().startsWith(KEYS));
  }
}
