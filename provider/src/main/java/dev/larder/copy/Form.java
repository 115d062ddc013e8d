package dev.larder.copy;

import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The serialized form of a JDK value whose class is not serializable. */
@SuppressWarnings("serial") // the stream rejects content that is not serializable
record Form(Kind kind, @Nullable Object content, @Nullable Object value) implements Serializable {
  enum Kind {
    OPTIONAL,
    INT,
    LONG,
    DOUBLE,
    ENTRY
  }

  /** Returns the form of an object, or the object itself if it does not need one. */
  static @Nullable Object of(@Nullable Object object) {
    if (object instanceof Optional<?> optional) {
      return new Form(Kind.OPTIONAL, optional.orElse(null), null);
    } else if (object instanceof OptionalInt optional) {
      return new Form(Kind.INT, optional.isPresent() ? optional.getAsInt() : null, null);
    } else if (object instanceof OptionalLong optional) {
      return new Form(Kind.LONG, optional.isPresent() ? optional.getAsLong() : null, null);
    } else if (object instanceof OptionalDouble optional) {
      return new Form(Kind.DOUBLE, optional.isPresent() ? optional.getAsDouble() : null, null);
    } else if (object instanceof Map.Entry<?, ?> entry && !(object instanceof Serializable)) {
      return entry.getClass() == Entries.TYPE
          ? new Form(Kind.ENTRY, entry.getKey(), entry.getValue())
          : object;
    }
    return object;
  }

  private static final class Entries {
    static final Class<?> TYPE = Map.entry("", "").getClass();
  }

  private Object readResolve() throws ObjectStreamException {
    try {
      return switch (kind) {
        case OPTIONAL -> Optional.ofNullable(content);
        case INT -> content == null ? OptionalInt.empty() : OptionalInt.of((Integer) content);
        case LONG -> content == null ? OptionalLong.empty() : OptionalLong.of((Long) content);
        case DOUBLE ->
            content == null ? OptionalDouble.empty() : OptionalDouble.of((Double) content);
        case ENTRY -> entry(content, value);
      };
    } catch (ClassCastException | NullPointerException e) {
      throw new InvalidObjectException("no form of a " + kind);
    }
  }

  @SuppressWarnings("NullAway") // the caller catches the exception for null
  private static Map.Entry<?, ?> entry(@Nullable Object key, @Nullable Object value) {
    return Map.entry(key, value);
  }
}
