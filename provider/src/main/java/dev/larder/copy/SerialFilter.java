package dev.larder.copy;

import java.io.ObjectInputFilter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what may be deserialized for one declared type: that type and what it is made of (see
 * {@link DeclaredTypes}), the JDK's value and collection classes, and what the user lists. A type
 * that declares nothing ({@code Object}, {@code Serializable} and other interfaces of the JDK)
 * leaves the decision to {@code jdk.serialFilter}, unless the user lists something. Thread-safe.
 */
public final class SerialFilter implements ObjectInputFilter {
  private static final int MAX_DEPTH = 1_000;

  /**
   * Classes that neither run code nor reach for anything when they are read. {@code java.net.URL}
   * is not among them, because hashing one asks a name server; neither are the classes of {@code
   * java.rmi}, {@code javax.management} and {@code java.lang.invoke}.
   */
  private static final String JDK =
      String.join(
          ";",
          "java.lang.*",
          "java.math.*",
          "java.time.**",
          "java.net.URI",
          "java.net.InetAddress",
          "java.net.Inet4Address",
          "java.net.Inet6Address",
          "java.net.InetSocketAddress",
          "java.sql.Date",
          "java.sql.Time",
          "java.sql.Timestamp",
          "java.io.File",
          "java.text.*",
          "java.util.*",
          "java.util.concurrent.*",
          "java.util.concurrent.atomic.*",
          "java.util.concurrent.locks.*",
          "java.util.regex.Pattern",
          "sun.util.calendar.*",
          "sun.util.BuddhistCalendar",
          "javax.crypto.spec.*",
          "javax.xml.namespace.QName",
          "java.awt.Color",
          "java.awt.Dimension",
          "java.awt.Insets",
          "java.awt.Point",
          "java.awt.Rectangle",
          "java.awt.geom.*");

  private final DeclaredTypes declared;
  private final ObjectInputFilter patterns;
  private final boolean byClass;

  private SerialFilter(DeclaredTypes declared, Set<String> allowed) {
    this.declared = declared;
    this.byClass = allowed.stream().noneMatch(entry -> entry.contains("=") || entry.contains("!"));
    String list = allowed.isEmpty() ? JDK : String.join(";", allowed) + ";" + JDK;
    this.patterns = ObjectInputFilter.Config.createFilter(list);
  }

  /** The filter for a declared type; null to leave it to the JVM's own. */
  public static @Nullable SerialFilter of(Class<?> type, Set<String> allowed) {
    boolean untyped =
        type == Object.class || (type.isInterface() && DeclaredTypes.isOfPlatform(type));
    return untyped && allowed.isEmpty() ? null : new SerialFilter(new DeclaredTypes(type), allowed);
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
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    // An array of an interface holds no object of a class that is not asked for in turn.
    boolean isHarmless = element.isPrimitive() || (element != type && element.isInterface());
    return isHarmless || isAccepted(element) ? Status.ALLOWED : Status.REJECTED;
  }

  private boolean isAccepted(Class<?> type) {
    return OwnTypes.contains(type)
        || declared.contains(type)
        || (Throwable.class.isAssignableFrom(type) && type.getName().startsWith("java."));
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
