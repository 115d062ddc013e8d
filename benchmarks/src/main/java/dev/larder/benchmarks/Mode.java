package dev.larder.benchmarks;

import dev.larder.benchmarks.row.Row;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The extent of a run. */
public enum Mode {
  /** The most important rows in less than ten minutes. */
  QUICK(1_200, 2, 250, 60),
  /** All rows, in about an hour and a half with six subjects. */
  FULL(2_500, 3, 400, 300);

  private static final int QUICK_ROUNDS = 3;

  private final int warmUp;
  private final int iterations;
  private final int milliseconds;
  private final int limit;

  Mode(int warmUp, int iterations, int milliseconds, int limit) {
    this.warmUp = warmUp;
    this.iterations = iterations;
    this.milliseconds = milliseconds;
    this.limit = limit;
  }

  /** Returns the mode with this name. */
  public static Mode of(String name) {
    return Arrays.stream(values())
        .filter(mode -> mode.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown mode '"
                        + name
                        + "', accepted are "
                        + Arrays.stream(values())
                            .map(Mode::toString)
                            .collect(Collectors.joining(", "))));
  }

  /**
   * Returns the warm-up of a JVM in milliseconds; compilation is slow when both cores are in use.
   */
  public int warmUp() {
    return warmUp;
  }

  /** Returns the number of measured iterations in a JVM. */
  public int iterations() {
    return iterations;
  }

  /** Returns the length of an iteration in milliseconds. */
  public int milliseconds() {
    return milliseconds;
  }

  /** Returns the time in seconds after which a JVM counts as hanging. */
  public int limit() {
    return limit;
  }

  /** Returns the rows of this mode among all rows. */
  public List<Row> rows(List<Row> rows) {
    return this == FULL ? rows : rows.stream().filter(Row::quick).toList();
  }

  /** Returns how often a row is run. */
  public int rounds(Row row) {
    return this == FULL ? row.rounds() : Math.min(QUICK_ROUNDS, row.rounds());
  }

  /** Returns the default subjects. */
  public Set<Subject> subjects() {
    Set<Subject> subjects = EnumSet.complementOf(EnumSet.of(Subject.LARDER_BEFORE));
    if (this == QUICK) {
      subjects.removeAll(Set.of(Subject.LINKED_HASH_MAP, Subject.CAFFEINE_NATIVE, Subject.RI));
    }
    return subjects;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
