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
 * Tells by its class whether an object can never change, so that it need not be copied: strings,
 * boxes, enums, {@code java.time}, big numbers and the like, records made of nothing else, and the
 * classes that the user lists. Thread-safe; it belongs to one cache, and keeps no class alive
 * longer.
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
  private final Map<Class<?>, Boolean> answers = new ConcurrentHashMap<>();

  /** Takes the names of further classes; subclasses of them are not meant. */
  public ImmutableTypes(Set<String> listed) {
    this.listed = Set.copyOf(listed);
  }

  /** Whether instances of exactly this class never change. */
  public boolean contains(Class<?> type) {
    Boolean known = answers.get(type);
    if (known == null) {
      known = isImmutable(type, new HashSet<>());
      answers.put(type, known);
    }
    return known;
  }

  private boolean isImmutable(Class<?> type, Set<Class<?>> asked) {
    return type.isPrimitive()
        || KNOWN.contains(type)
        || listed.contains(type.getName())
        || isEnum(type)
        || isTime(type)
        || (type.isRecord() && isPlain(type) && hasImmutableParts(type, asked));
  }

  /** Whether the user says that instances of exactly this class never change. */
  boolean isListed(Class<?> type) {
    return listed.contains(type.getName());
  }

  /** Whether a copy holds the object itself, although serialization could not copy it. */
  boolean passesByReference(Class<?> type) {
    return isListed(type)
        || (!Serializable.class.isAssignableFrom(type) && type.isRecord() && contains(type));
  }

  private static boolean isEnum(Class<?> type) {
    Class<?> parent = type.getSuperclass();
    return type.isEnum() || (parent != null && parent.isEnum());
  }

  /** A clock may be made of another clock, which a user may have written. */
  private static boolean isTime(Class<?> type) {
    return !type.isArray()
        && type.getPackageName().equals("java.time")
        && Modifier.isFinal(type.getModifiers())
        && !Clock.class.isAssignableFrom(type);
  }

  /** A record with {@code writeReplace} or {@code readResolve} may be another one in its copy. */
  private static boolean isPlain(Class<?> type) {
    return !Serializable.class.isAssignableFrom(type) || SerializationHooks.isPlain(type);
  }

  /** A component counts by its declared type, which must leave no room for a mutable subclass. */
  private boolean hasImmutableParts(Class<?> type, Set<Class<?>> asked) {
    if (!asked.add(type)) {
      return true;
    }
    for (RecordComponent part : type.getRecordComponents()) {
      Class<?> declared = part.getType();
      boolean sealedOff =
          declared.isPrimitive() || Modifier.isFinal(declared.getModifiers()) || isEnum(declared);
      boolean known = KNOWN.contains(declared) || listed.contains(declared.getName());
      if (!(sealedOff || known) || !isImmutable(declared, asked)) {
        return false;
      }
    }
    return true;
  }
}
