package dev.larder.annotations.advice;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Converts between results and cached values, such as an {@code Optional} and its content. */
@SuppressWarnings("ImmutableEnumChecker") // the functions capture nothing
enum Content {
  ITSELF(object -> object, cached -> cached),

  OPTIONAL(object -> ((Optional<?>) object).orElse(null), Optional::of),

  OPTIONAL_INT(
      object -> ((OptionalInt) object).isPresent() ? ((OptionalInt) object).getAsInt() : null,
      cached -> OptionalInt.of((Integer) cached)),

  OPTIONAL_LONG(
      object -> ((OptionalLong) object).isPresent() ? ((OptionalLong) object).getAsLong() : null,
      cached -> OptionalLong.of((Long) cached)),

  OPTIONAL_DOUBLE(
      object ->
          ((OptionalDouble) object).isPresent() ? ((OptionalDouble) object).getAsDouble() : null,
      cached -> OptionalDouble.of((Double) cached));

  private static final Map<Class<?>, Content> OF_OPTIONALS =
      Map.of(
          Optional.class, OPTIONAL,
          OptionalInt.class, OPTIONAL_INT,
          OptionalLong.class, OPTIONAL_LONG,
          OptionalDouble.class, OPTIONAL_DOUBLE);

  private final Unwrapping unwrapping;
  private final Function<Object, Object> wrapping;

  Content(Unwrapping unwrapping, Function<Object, Object> wrapping) {
    this.unwrapping = unwrapping;
    this.wrapping = wrapping;
  }

  static Content of(Class<?> type) {
    return OF_OPTIONALS.getOrDefault(type, ITSELF);
  }

  /** Returns the value to cache for an object, or null if nothing is cached. */
  @Nullable Object cacheable(Object object) {
    return unwrapping.of(object);
  }

  /** Returns an object that is equivalent to the one from which the value was cached. */
  Object of(Object cached) {
    return wrapping.apply(cached);
  }

  private interface Unwrapping {
    @Nullable Object of(Object object);
  }
}
