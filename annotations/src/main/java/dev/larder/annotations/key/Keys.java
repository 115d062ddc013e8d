package dev.larder.annotations.key;

import dev.larder.annotations.array.ArrayCopies;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/**
 * Generates the keys of methods that name no generator. Keys are equal if the arguments of the key
 * parameters are, in order and with arrays compared by element, as by {@code Arrays.deepEquals}
 * (JSR-107, {@link javax.cache.annotation.CacheResult#cacheKeyGenerator()}).
 *
 * <p>Arrays are copied, so keys are immutable if all other arguments are. Methods that share a
 * cache share entries if their arguments are equal.
 */
public final class Keys implements CacheKeyGenerator {
  private static final GeneratedCacheKey NONE = new Arguments(new Object[0]);

  /** Creates a generator, which has no state. */
  public Keys() {}

  /** Returns the key of a call, for annotations that name this generator. */
  @Override
  public GeneratedCacheKey generateCacheKey(
      CacheKeyInvocationContext<? extends java.lang.annotation.Annotation> context) {
    CacheInvocationParameter[] parameters = context.getKeyParameters();
    @Nullable Object[] arguments = new Object[parameters.length];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = parameters[i].getValue();
    }
    return of(arguments);
  }

  /**
   * Returns the key of some arguments. An array of objects that is passed alone is taken as the
   * list of arguments. Write {@code Keys.of((Object) array)} for the key of one argument that is an
   * array.
   *
   * @param arguments the arguments, which may be none, and may include nulls and arrays; null is
   *     one argument that is null; the array is copied
   * @return the key
   */
  public static GeneratedCacheKey of(@Nullable Object @Nullable ... arguments) {
    if (arguments == null) {
      return new OneArgument(null);
    }
    return switch (arguments.length) {
      case 0 -> NONE;
      case 1 -> of(arguments[0]);
      default -> new Arguments(ArrayCopies.ofEach(arguments));
    };
  }

  /**
   * Returns the arguments of a key that this class has made, for a read-through loader of an
   * annotated method's cache.
   *
   * @param key a key of {@link #of}, or of a method that names no generator
   * @return an unmodifiable list of the arguments in order, each of which may be null; arrays are
   *     copies
   * @throws IllegalArgumentException if the key is of another kind
   */
  public static List<@Nullable Object> arguments(Object key) {
    if (key instanceof OneArgument one) {
      return Collections.singletonList(one.argument());
    }
    if (key instanceof Arguments many) {
      return Collections.unmodifiableList(Arrays.asList(ArrayCopies.ofEach(many.arguments())));
    }
    throw new IllegalArgumentException(
        "a key of the generator "
            + Keys.class.getName()
            + " is wanted, and this is a "
            + key.getClass().getName());
  }

  /**
   * Returns the same key as {@link #of(Object...)} for one argument, without allocating an array.
   *
   * @param argument the argument, which may be null or an array
   */
  public static GeneratedCacheKey of(@Nullable Object argument) {
    return argument == null || !argument.getClass().isArray()
        ? new OneArgument(argument)
        : new Arguments(new Object[] {ArrayCopies.of(argument)});
  }
}
