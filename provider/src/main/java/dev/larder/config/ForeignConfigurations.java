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
 * Configuration objects of other providers. Larder uses what the specification's interfaces say,
 * and tells what else was set.
 */
final class ForeignConfigurations {
  /** What the specification knows, and Larder uses. */
  private static final Set<String> KNOWN =
      Arrays.stream(CompleteConfiguration.class.getMethods())
          .map(Method::getName)
          .collect(Collectors.toSet());

  private ForeignConfigurations() {}

  /** What a configuration says that is not used, in words for the log; empty if it is ours. */
  static List<String> warnings(Configuration<?, ?> configuration) {
    try {
      Class<?> type = configuration.getClass();
      boolean isForeign = !isOurs(configuration) && !isOfAnApplication(type);
      return isForeign ? warnings(configuration, type) : List.of();
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      // Code of others was called for a warning: without it then.
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

  /** An application extends the specification's class, and has no interface of its own for that. */
  private static boolean isOfAnApplication(Class<?> type) {
    return MutableConfiguration.class.isAssignableFrom(type)
        && Arrays.stream(type.getInterfaces()).noneMatch(ForeignConfigurations::isForeign);
  }

  private static boolean isForeign(Class<?> type) {
    return Configuration.class.isAssignableFrom(type) && !type.getName().startsWith("javax.cache.");
  }

  /** The name of what a getter answers; null if it is none, or one of the specification's. */
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
            // Written for the specification's own class.
            && !name.startsWith("getCacheEntryListener");
    return isGetter
        ? Character.toLowerCase(name.charAt(prefix)) + name.substring(prefix + 1)
        : null;
  }

  /** A configuration of the same class in which nothing was set; null if none can be made. */
  private static @Nullable Object untouched(Class<?> type) {
    try {
      return type.getConstructor().newInstance();
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  /** What a getter answers, null if nothing was set. */
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
