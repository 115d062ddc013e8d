package dev.larder.benchmarks;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The settings of the command line.
 *
 * @param out the folder for results
 * @param mode the extent of the run
 * @param rows selects rows of the mode by a part of the name
 * @param subjects the subjects to run
 * @param places the locations of files
 */
public record Settings(Path out, Mode mode, Pattern rows, Set<Subject> subjects, Places places) {

  /**
   * The locations of files that a run needs.
   *
   * @param jvm the {@code java} that measures
   * @param peers the folder with the peers' modules
   * @param traces the folder with the traces
   */
  public record Places(Path jvm, Path peers, Path traces) {}

  /** Reads a folder and a mode from the arguments, and the rest from properties. */
  public static Settings of(String[] arguments, UnaryOperator<String> properties) {
    if (arguments.length != 2) {
      throw new IllegalArgumentException("expected a folder and a mode");
    }
    Mode mode = Mode.of(arguments[1]);
    String subjects = properties.apply("benchmarks.subjects");
    String jvm = properties.apply("benchmarks.jvm");
    return new Settings(
        Path.of(arguments[0]),
        mode,
        Pattern.compile(properties.apply("benchmarks.rows")),
        subjects.isBlank() ? mode.subjects() : Subject.of(subjects),
        new Places(
            jvm.isBlank() ? Path.of(properties.apply("java.home"), "bin", "java") : Path.of(jvm),
            Path.of(properties.apply("benchmarks.peers")),
            Path.of(properties.apply("benchmarks.traces"))));
  }
}
