package dev.larder.annotations.key;

import java.util.Arrays;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/** The key of any number of arguments, which may be arrays. Serializable if the arguments are. */
final class Arguments implements GeneratedCacheKey {
  private static final long serialVersionUID = 1L;

  /** Owned by this key, down to the innermost array. */
  @SuppressWarnings("serial") // need not be serializable: most keys never are
  private final @Nullable Object[] arguments;

  /** Zero until first computed; transient because hash codes of enums differ between JVMs. */
  private transient int hash;

  /** Creates a key that takes ownership of the array and of the arrays in it. */
  Arguments(@Nullable Object[] arguments) {
    this.arguments = arguments;
  }

  /** Returns the arguments themselves, which the caller must not change. */
  @Nullable Object[] arguments() {
    return arguments;
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
      known = hash(arguments);
      hash = known;
    }
    return known;
  }

  /**
   * Mixes the bits of the hash codes, which {@link Arrays#deepHashCode} only adds up. With that, a
   * million pairs of numbers below 1,000 share 31,969 hash codes.
   */
  private static int hash(@Nullable Object[] values) {
    int hash = 1;
    for (Object value : values) {
      hash = mixed(hash, hash(value));
    }
    return hash;
  }

  private static int hash(@Nullable Object value) {
    int hash = 1;
    if (value instanceof Object[] array) {
      hash = hash(array);
    } else if (value instanceof int[] array) {
      for (int number : array) {
        hash = mixed(hash, number);
      }
    } else if (value instanceof long[] array) {
      for (long number : array) {
        hash = mixed(hash, Long.hashCode(number));
      }
    } else {
      // The other primitive types have few values, or hash codes that are well distributed.
      hash = Arrays.deepHashCode(new Object[] {value});
    }
    return hash;
  }

  /**
   * Multiplies by the golden ratio, and folds the high bits, which depend on all others, into the
   * low ones.
   */
  private static int mixed(int hash, int next) {
    int product = (hash + next) * 0x9E3779B9;
    return product ^ (product >>> 15);
  }

  @Override
  public String toString() {
    return Arrays.deepToString(arguments);
  }
}
