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

  private ForeignConfigurations() {}

  /**
   * Returns a warning for the log that names the settings that Larder does not read; empty if there
   * are none. It calls the getters of the configuration.
   */
  static List<String> warnings(Configuration<?, ?> configuration) {
    try {
      Class<?> type = configuration.getClass();
      boolean isForeign = !isOurs(configuration) && !isOfAnApplication(type);
      return isForeign ? warnings(configuration, type) : List.of();
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      // A getter of the foreign class failed. A warning is not worth failing the cache.
      return List.of();
    }
  }

  private static List<String> warnings(Configuration<?, ?> configuration, Class<?> type) {
    Object untouched = untouched(type);
    Set<String> unused = new TreeSet<>();
    for (Method method : type.getMethods()) {
      String setting = setting(method);
      Object value = setting == null ? null : value(method, configuration);
      if (setting != null && value != null && !value.equals(value(method, untouched))) {
        unused.add(setting);
      }
    }
    if (unused.isEmpty() && !type.getPackageName().startsWith("org.ehcache")) {
      return List.of();
    }
    return List.of(
        "the configuration is a "
            + type.getName()
            + ", of which Larder uses what javax.cache.configuration.CompleteConfiguration says"
            + (unused.isEmpty() ? "" : "; not used: " + unused)
            + "; LarderConfiguration has settings for bound, policy and refresh");
  }

  private static boolean isOurs(Configuration<?, ?> configuration) {
    Class<?> type = configuration.getClass();
    return type == MutableConfiguration.class
        || configuration instanceof LarderConfiguration
        || type.getPackageName().equals("dev.larder.jcache");
  }

  /** Whether the class is an application's subclass of {@link MutableConfiguration}. */
  private static boolean isOfAnApplication(Class<?> type) {
    return MutableConfiguration.class.isAssignableFrom(type)
        && Arrays.stream(type.getInterfaces()).noneMatch(ForeignConfigurations::isForeign);
  }

  private static boolean isForeign(Class<?> type) {
    return Configuration.class.isAssignableFrom(type) && !type.getName().startsWith("javax.cache.");
  }

  /**
   * Returns the name of a getter's property; null for other methods and for the specification's.
   */
  private static @Nullable String setting(Method method) {
    String name = method.getName();
    int prefix = name.startsWith("get") ? 3 : name.startsWith("is") ? 2 : 0;
    boolean isGetter =
        prefix > 0
            && name.length() > prefix
            && method.getParameterCount() == 0
            && !Modifier.isStatic(method.getModifiers())
            && method.getDeclaringClass() != Object.class
            && !KNOWN.contains(name)
            // A helper for listeners, not a setting of the provider.
            && !name.startsWith("getCacheEntryListener");
    return isGetter
        ? Character.toLowerCase(name.charAt(prefix)) + name.substring(prefix + 1)
        : null;
  }

  /** Creates a configuration of the same class with its defaults; null if that fails. */
  private static @Nullable Object untouched(Class<?> type) {
    try {
      return type.getConstructor().newInstance();
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  /** Returns the value of a getter; null if it fails or returns an empty value. */
  private static @Nullable Object value(Method method, @Nullable Object configuration) {
    if (configuration == null) {
      return null;
    }
    try {
      Object value = method.invoke(configuration);
      return isUnset(value) ? null : value;
    } catch (IllegalAccessException | InvocationTargetException | RuntimeException e) {
      return null;
    }
  }

  private static boolean isUnset(@Nullable Object value) {
    return value == null
        || value.equals(false)
        || value.equals(Optional.empty())
        || value.equals(OptionalLong.empty())
        || value.equals(OptionalInt.empty())
        || value.equals(OptionalDouble.empty())
        || (value instanceof Collection<?> list && list.isEmpty())
        || (value instanceof Map<?, ?> map && map.isEmpty());
  }
}
