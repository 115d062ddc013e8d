package dev.larder.tools.migrate;

/** Times as a configuration file has them. */
final class Times {
  private static final long[] UNITS = {86_400_000, 3_600_000, 60_000, 1_000};
  private static final String[] NAMES = {"d", "h", "m", "s"};

  private Times() {}

  /** Returns some milliseconds in the largest unit that needs no fraction. */
  static String of(long millis) {
    for (int i = 0; i < UNITS.length; i++) {
      if (millis > 0 && millis % UNITS[i] == 0) {
        return millis / UNITS[i] + NAMES[i];
      }
    }
    return millis + "ms";
  }
}
