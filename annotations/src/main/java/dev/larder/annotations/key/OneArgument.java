package dev.larder.annotations.key;

import java.util.Objects;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/**
 * The key of a method with one key parameter, whose argument is no array. Serializable if the
 * argument is.
 */
final class OneArgument implements GeneratedCacheKey {
  private static final long serialVersionUID = 1L;

  /** Need not be serializable, as most keys are never serialized. */
  @SuppressWarnings("serial")
  private final @Nullable Object argument;

  /** Zero until first computed; transient because hash codes of enums differ between JVMs. */
  private transient int hash;

  OneArgument(@Nullable Object argument) {
    this.argument = argument;
  }

  @Nullable Object argument() {
    return argument;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof OneArgument its && Objects.equals(argument, its.argument));
  }

  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      known = 31 + (argument == null ? 0 : argument.hashCode());
      hash = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return "[" + argument + "]";
  }
}
