package dev.larder.copy;

import java.io.ObjectInputFilter;
import org.jspecify.annotations.Nullable;

/**
 * Larder's own classes that may be part of a key or a value: the keys of annotated methods, and the
 * forms of objects that are not serializable themselves. They are immutable and harmless, so no
 * filter has to know them.
 */
final class OwnTypes {
  /** The package of a module that this one cannot name otherwise. */
  private static final String KEYS = "dev.larder.annotations.key.";

  private OwnTypes() {}

  static boolean contains(Class<?> type) {
    return type == Form.class
        || type == Form.Kind.class
        || type == Reference.class
        || type.getName().startsWith(KEYS);
  }

  /** Allows Larder's own classes, and leaves all others to a filter. */
  static ObjectInputFilter or(@Nullable ObjectInputFilter other) {
    return info -> {
      Class<?> type = info.serialClass();
      if (type != null && contains(type)) {
        return ObjectInputFilter.Status.ALLOWED;
      }
      return other == null ? ObjectInputFilter.Status.UNDECIDED : other.checkInput(info);
    };
  }
}
