package dev.larder.copy;

import java.io.ObjectInputFilter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The deserialization filter of one declared type. It accepts that type and its parts (see {@link
 * DeclaredTypes}), the value and collection classes of the JDK, and the patterns that the user
 * lists. {@code Object} and interfaces of the JDK, such as {@code Serializable}, declare nothing
 * and leave the decision to {@code jdk.serialFilter}, unless the user lists a pattern. Thread-safe.
 */
public final class SerialFilter implements ObjectInputFilter {
  private static final int MAX_DEPTH = 1_000;

  /**
   * Classes whose deserialization neither runs other code nor accesses resources. {@code
   * java.net.URL} is excluded, because its hash code may query a name server. The classes of {@code
   * java.rmi}, {@code javax.management} and {@code java.lang.invoke} are excluded as well.
   */
  private static final ObjectInputFilter JDK =
      ObjectInputFilter.Config.createFilter(
          """
      java.lang.*;java.math.*;java.time.**;java.text.*;java.io.File;\
      java.util.*;java.util.regex.Pattern;\
      java.util.concurrent.*;java.util.concurrent.atomic.*;java.util.concurrent.locks.*;\
      java.net.URI;java.net.InetAddress;java.net.Inet4Address;java.net.Inet6Address;\
      java.net.InetSocketAddress;java.sql.Date;java.sql.Time;java.sql.Timestamp;\
      sun.util.calendar.*;sun.util.BuddhistCalendar;\
      javax.crypto.spec.*;javax.xml.namespace.QName;\
      java.awt.Color;java.awt.Dimension;java.awt.Insets;java.awt.Point;java.awt.Rectangle;\
      java.awt.geom.*""");

  private final DeclaredTypes declared;

  /** The filter of the user's patterns, null if there are none. */
  private final @Nullable ObjectInputFilter patterns;

  private final boolean byClass;

  private SerialFilter(DeclaredTypes declared, Set<String> allowed) {
    this.declared = declared;
    this.byClass = allowed.stream().noneMatch(entry -> entry.contains("=") || entry.contains("!"));
    this.patterns =
        allowed.isEmpty() ? null : ObjectInputFilter.Config.createFilter(String.join(";", allowed));
  }

  /**
   * Returns the filter of a declared type.
   *
   * @param allowed the patterns of the user, as in {@code jdk.serialFilter}
   * @return null to leave the decision to the JVM's own filter
   */
  public static @Nullable SerialFilter of(Class<?> type, Set<String> allowed) {
    boolean untyped =
        type == Object.class || (type.isInterface() && DeclaredTypes.isOfPlatform(type));
    return untyped && allowed.isEmpty() ? null : new SerialFilter(new DeclaredTypes(type), allowed);
  }

  /** Decides on one class or array. The user's patterns and limits precede the declared types. */
  @Override
  public Status checkInput(FilterInfo info) {
    if (info.depth() > MAX_DEPTH) {
      return Status.REJECTED;
    }
    Status listed = patterns == null ? Status.UNDECIDED : patterns.checkInput(info);
    listed = listed == Status.UNDECIDED ? JDK.checkInput(info) : listed;
    Class<?> type = info.serialClass();
    if (listed != Status.UNDECIDED || type == null) {
      return listed;
    }
    Class<?> element = DeclaredTypes.elementType(type);
    // The elements of an array of an interface type are checked by their own classes.
    boolean isHarmless = element.isPrimitive() || (element != type && element.isInterface());
    return isHarmless || isAccepted(element) ? Status.ALLOWED : Status.REJECTED;
  }

  private boolean isAccepted(Class<?> type) {
    return OwnTypes.contains(type)
        || declared.contains(type)
        || (Throwable.class.isAssignableFrom(type) && type.getName().startsWith("java."));
  }

  /**
   * Returns whether the decision depends only on the depth and the class, and accepts the JDK's
   * classes. This is so unless the user's patterns contain limits or exclusions.
   */
  boolean decidesByClass() {
    return byClass;
  }

  /** Returns whether objects of the class are accepted at a depth of 1. */
  boolean allows(Class<?> type) {
    return checkInput(new ClassInput(type)) == Status.ALLOWED;
  }

  /** The filter input for a class without a stream. */
  private record ClassInput(Class<?> serialClass) implements FilterInfo {
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
