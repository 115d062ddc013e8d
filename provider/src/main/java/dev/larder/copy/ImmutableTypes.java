package dev.larder.copy;

import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.time.Clock;
import java.util.Currency;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The classes whose instances are immutable and need no copy: strings, boxes, enums, {@code
 * java.time}, big numbers and similar values, records of such components, and the classes that the
 * user lists. Thread-safe. It belongs to one cache and references classes only as long as the cache
 * does.
 */
public final class ImmutableTypes {
  private static final Set<Class<?>> KNOWN =
      Set.of(
          String.class,
          Boolean.class,
          Character.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigDecimal.class,
          BigInteger.class,
          UUID.class,
          URI.class,
          URL.class,
          Locale.class,
          Currency.class,
          Pattern.class,
          OptionalInt.class,
          OptionalLong.class,
          OptionalDouble.class,
          Class.class);

  private final Set<String> listed;
  private final Map<Class<?>, Boolean> results = new ConcurrentHashMap<>();

  /**
   * Creates the set of a cache.
   *
   * @param listed names of further classes, without their subclasses
   */
  public ImmutableTypes(Set<String> listed) {
    this.listed = Set.copyOf(listed);
  }

  /** Returns whether instances of exactly this class are immutable. */
  public boolean contains(Class<?> type) {
    Boolean known = results.get(type);
    if (known == null) {
      known = isImmutable(type, new HashSet<>());
      results.put(type, known);
    }
    return known;
  }

  private boolean isImmutable(Class<?> type, Set<Class<?>> visited) {
    return type.isPrimitive()
        || isKnown(type)
        || isEnum(type)
        || isTime(type)
        || (isPlainRecord(type) && hasImmutableParts(type, visited));
  }

  private boolean isKnown(Class<?> type) {
    return KNOWN.contains(type) || isListed(type);
  }

  /** Returns whether the user lists exactly this class as immutable. */
  boolean isListed(Class<?> type) {
    return listed.contains(type.getName());
  }

  /**
   * Returns whether a copy through serialization refers to the original objects of this class, even
   * if they are not serializable.
   */
  boolean passesByReference(Class<?> type) {
    return isListed(type)
        || (!Serializable.class.isAssignableFrom(type) && type.isRecord() && contains(type));
  }

  private static boolean isEnum(Class<?> type) {
    Class<?> parent = type.getSuperclass();
    return type.isEnum() || (parent != null && parent.isEnum());
  }

  /** Excludes clocks, which may refer to a clock of user code. */
  private static boolean isTime(Class<?> type) {
    return !type.isArray()
        && type.getPackageName().equals("java.time")
        && Modifier.isFinal(type.getModifiers())
        && !Clock.class.isAssignableFrom(type);
  }

  /**
   * Returns false for a record whose {@code writeReplace} or {@code readResolve} may replace it, or
   * whose methods and components are not known.
   */
  private static boolean isPlainRecord(Class<?> type) {
    return type.isRecord()
        && !NativeImage.isRunning()
        && (!Serializable.class.isAssignableFrom(type) || SerializationHooks.isPlain(type));
  }

  /** Examines the declared types of the components, which must exclude mutable subclasses. */
  private boolean hasImmutableParts(Class<?> type, Set<Class<?>> visited) {
    if (!visited.add(type)) {
      return true;
    }
    for (RecordComponent part : type.getRecordComponents()) {
      Class<?> declared = part.getType();
      boolean hasNoSubclasses = Modifier.isFinal(declared.getModifiers()) || isEnum(declared);
      if (!(hasNoSubclasses || isKnown(declared)) || !isImmutable(declared, visited)) {
        return false;
      }
    }
    return true;
  }
}
