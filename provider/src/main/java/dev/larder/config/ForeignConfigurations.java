package dev.larder.config;

import dev.larder.LarderConfiguration;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Inspects configuration objects of other providers. Larder reads only the interfaces of the
 * specification, and warns of the other settings of such an object.
 */
final class ForeignConfigurations {
  /** The names of the methods of the specification, which Larder reads. */
  private static final Set<String> KNOWN =
      Arrays.stream(CompleteConfiguration.class.getMethods())
          .map(Method::getName)
          .collect(Collectors.toSet());

  private static final List<Object> EMPTY =
      List.of(
          false,
          Optional.empty(),
          OptionalLong.empty(),
          OptionalInt.empty(),
          OptionalDouble.empty());

  private ForeignConfigurations() {}

  /**
   * Returns a warning for the log that names the settings that Larder does not read; empty if there
   * are none. It calls the getters of the configuration.
   */
  static List<String> warnings(Configuration<?, ?> configuration) {
    Class<?> type = configuration.getClass();
    try {
      if (!isForeign(configuration)) {
        return List.of();
      }
      Set<String> unused = unused(configuration);
      if (unused.isEmpty() && !type.getPackageName().startsWith("org.ehcache")) {
        return List.of();
      }
      String message =
          "the configuration is a %s, of which Larder uses what"
              + " javax.cache.configuration.CompleteConfiguration says%s; LarderConfiguration has"
              + " settings for bound, policy and refresh";
      String names = unused.isEmpty() ? "" : "; not used: " + unused;
      return List.of(message.formatted(type.getName(), names));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      // A getter of the foreign class failed. A warning is not worth failing the cache.
      return List.of();
    }
  }

  /** Whether the class is of another provider, and not an application's subclass. */
  private static boolean isForeign(Configuration<?, ?> configuration) {
    Class<?> type = configuration.getClass();
    boolean isOurs =
        configuration instanceof LarderConfiguration
            || type.getPackageName().equals("dev.larder.jcache");
    boolean isPlain =
        configuration instanceof MutableConfiguration
            && Arrays.stream(type.getInterfaces())
                .noneMatch(
                    one ->
                        Configuration.class.isAssignableFrom(one)
                            && !one.getName().startsWith("javax.cache."));
    return !isOurs && !isPlain;
  }

  private static Set<String> unused(Configuration<?, ?> configuration) {
    Class<?> type = configuration.getClass();
    Object unset = unset(type);
    Set<String> unused = new TreeSet<>();
    for (Method method : type.getMethods()) {
      String property = property(method);
      Object value = property == null ? null : value(method, configuration);
      if (property != null && value != null && !value.equals(value(method, unset))) {
        unused.add(property);
      }
    }
    return unused;
  }

  /** Returns the name of a getter's property; null for other methods and the specification's. */
  private static @Nullable String property(Method method) {
    String property = method.getName().replaceFirst("^(get|is)(?=.)", "");
    boolean isGetter =
        property.length() < method.getName().length()
            && method.getParameterCount() == 0
            && !Modifier.isStatic(method.getModifiers())
            && method.getDeclaringClass() != Object.class
            && !KNOWN.contains(method.getName())
            // Reads the listeners of the specification.
            && !property.startsWith("CacheEntryListener");
    return isGetter ? Character.toLowerCase(property.charAt(0)) + property.substring(1) : null;
  }

  /** Creates a configuration of the same class with its defaults; null if that fails. */
  private static @Nullable Object unset(Class<?> type) {
    try {
      return type.getConstructor().newInstance();
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  /** Returns the value of a getter; null if it fails or returns an empty value. */
  private static @Nullable Object value(Method method, @Nullable Object configuration) {
    try {
      Object value = configuration == null ? null : method.invoke(configuration);
      boolean isEmpty =
          value == null
              || EMPTY.contains(value)
              || (value instanceof Collection<?> list && list.isEmpty())
              || (value instanceof Map<?, ?> map && map.isEmpty());
      return isEmpty ? null : value;
    } catch (IllegalAccessException | InvocationTargetException | RuntimeException e) {
      return null;
    }
  }
}
