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
 * Makes the keys of methods that name no generator: equal if the key parameters' arguments are, in
 * order and with the elements of arrays compared, as {@code Arrays.deepEquals} does (JSR-107,
 * {@link javax.cache.annotation.CacheResult#cacheKeyGenerator()}).
 *
 * <p>Keys are immutable as far as the arguments are: arrays are copied, all others are not. Methods
 * that share a cache share entries if their arguments are equal.
 */
public final class Keys implements CacheKeyGenerator {
  private static final GeneratedCacheKey NONE = new Arguments(new Object[0]);

  /** A generator of such keys, for those who name it or call it; it has no state. */
  public Keys() {}

  /** The key of a call, for those who name this generator in an annotation. */
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
   * The key of some arguments. An array of objects that is passed alone is all the arguments: say
   * {@code Keys.of((Object) array)} for the key of one argument that is an array.
   *
   * @param arguments what the key is made of; none, nulls and arrays are fine, null is one argument
   *     that is null, and the array is the caller's to keep
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
   * The arguments of a key that this class has made: a read-through loader of an annotated method's
   * cache needs them.
   *
   * @param key a key of {@link #of}, or one that a method without a generator of its own has
   * @return the arguments in order, each of which may be null; arrays are copies; unmodifiable
   * @throws IllegalArgumentException if it is no such key
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
   * The key of one argument, as {@link #of(Object...)} has it, and without an array for it.
   *
   * @param argument what the key is made of, which may be null, or an array
   */
  public static GeneratedCacheKey of(@Nullable Object argument) {
    return argument == null || !argument.getClass().isArray()
        ? new OneArgument(argument)
        : new Arguments(new Object[] {ArrayCopies.of(argument)});
  }
}
