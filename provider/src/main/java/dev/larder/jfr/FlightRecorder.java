package dev.larder.jfr;

/**
 * Tells whether the JVM has a flight recorder. A runtime image may lack the module {@code jdk.jfr}.
 * Then no class of this package but this one may be used.
 */
public final class FlightRecorder {
  private static final boolean PRESENT = isThere();

  private FlightRecorder() {}

  private static boolean isThere() {
    try {
      Class.forName("jdk.jfr.Event", false, FlightRecorder.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** Returns whether events can be recorded. */
  public static boolean isPresent() {
    return PRESENT;
  }
}
