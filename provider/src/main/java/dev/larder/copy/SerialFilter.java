package dev.larder.copy;

import java.io.ObjectInputFilter;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what may be deserialized for one declared type: that type, its subclasses, the types of
 * its fields and theirs in turn, the JDK's value and collection classes, and what the user lists. A
 * type that declares nothing ({@code Object}, {@code Serializable} and other interfaces of the JDK)
 * leaves the decision to {@code jdk.serialFilter}, unless the user lists something.
 */
public final class SerialFilter implements ObjectInputFilter {
  private static final int MAX_DEPTH = 1_000;

  private static final String JDK =
      String.join(
          ";",
          "java.lang.*",
          "java.math.*",
          "java.time.**",
          "java.net.URI",
          "java.net.URL",
          "java.net.InetAddress",
          "java.net.Inet4Address",
          "java.net.Inet6Address",
          "java.sql.Date",
          "java.sql.Time",
          "java.sql.Timestamp",
          "java.util.*",
          "java.util.concurrent.*",
          "java.util.concurrent.atomic.*",
          "java.util.regex.Pattern");

  private final Set<Class<?>> declared;
  private final ObjectInputFilter patterns;
  private final boolean byClass;

  private SerialFilter(Set<Class<?>> declared, Set<String> allowed) {
    this.declared = declared;
    this.byClass = allowed.stream().noneMatch(entry -> entry.contains("=") || entry.contains("!"));
    String list = allowed.isEmpty() ? JDK : String.join(";", allowed) + ";" + JDK;
    this.patterns = ObjectInputFilter.Config.createFilter(list);
  }

  /** The filter for a declared type; null to leave it to the JVM's own. */
  public static @Nullable SerialFilter of(Class<?> type, Set<String> allowed) {
    Set<Class<?>> declared = new HashSet<>();
    collect(type, declared);
    boolean untyped = type == Object.class || (type.isInterface() && isOfJdk(type));
    return untyped && allowed.isEmpty() ? null : new SerialFilter(declared, allowed);
  }

  private static void collect(Class<?> type, Set<Class<?>> found) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    if (element.isPrimitive() || isOfJdk(element) || !found.add(element)) {
      return;
    }
    for (Field field : element.getDeclaredFields()) {
      if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0) {
        collect(field.getType(), found);
      }
    }
    if (element.getSuperclass() != null) {
      collect(element.getSuperclass(), found);
    }
  }

  /** Classes of the platform: they are let in by name, never for being declared. */
  private static boolean isOfJdk(Class<?> type) {
    return type.getName().startsWith("java.") || type.getName().startsWith("javax.");
  }

  /** What the user's list refuses, or its limits do, is refused even if it is declared. */
  @Override
  public Status checkInput(FilterInfo info) {
    if (info.depth() > MAX_DEPTH) {
      return Status.REJECTED;
    }
    Status listed = patterns.checkInput(info);
    Class<?> type = info.serialClass();
    if (listed != Status.UNDECIDED || type == null) {
      return listed;
    }
    while (type.isArray()) {
      type = type.getComponentType();
    }
    return type.isPrimitive() || isDeclared(type) ? Status.ALLOWED : Status.REJECTED;
  }

  /**
   * Whether depth and classes decide alone, and the JDK's are among those let in: there are neither
   * limits in the user's list nor exceptions.
   */
  boolean judgesByClass() {
    return byClass;
  }

  /** Whether objects of the class are let in, at a moderate depth. */
  boolean allows(Class<?> type) {
    return checkInput(new Asked(type)) == Status.ALLOWED;
  }

  private boolean isDeclared(Class<?> type) {
    if (declared.contains(type)) {
      return true;
    }
    for (Class<?> known : declared) {
      if (known.isAssignableFrom(type)) {
        return true;
      }
    }
    return false;
  }

  /** The question for a class before there is a stream. */
  private record Asked(Class<?> serialClass) implements FilterInfo {
    @Override
    public long arrayLength() {
      return -1;
    }

    @Override
    public long depth() {
      return 1;
    }

    @Override
    public long references() {
      return 1;
    }

    @Override
    public long streamBytes() {
      return 0;
    }
  }
}
