package dev.larder.annotations.key;

import java.util.Arrays;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/** The key of any arguments, arrays among them. Serializable if the arguments are. */
final class Arguments implements GeneratedCacheKey {
  private static final long serialVersionUID = 1L;

  /** Nobody else's, down to the innermost array. */
  @SuppressWarnings("serial") // whoever serializes finds out whether the arguments can be
  private final @Nullable Object[] arguments;

  /** Zero until asked for, and never written out: hash codes of enums differ between JVMs. */
  private transient int hash;

  /** Takes the array over: the caller keeps neither it nor an array in it. */
  Arguments(@Nullable Object[] arguments) {
    this.arguments = arguments;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof Arguments its && Arrays.deepEquals(arguments, its.arguments));
  }

  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      known = Arrays.deepHashCode(arguments);
      hash = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return Arrays.deepToString(arguments);
  }
}
