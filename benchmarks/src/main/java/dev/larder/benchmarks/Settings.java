package dev.larder.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
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
   * @param before the jar of an earlier build of Larder
   */
  public record Places(Path jvm, Path peers, Path traces, Optional<Path> before) {}

  /** Reads a folder and a mode from the arguments, and the rest from properties. */
  public static Settings of(String[] arguments, UnaryOperator<String> properties) {
    if (arguments.length != 2) {
      throw new IllegalArgumentException("expected a folder and a mode");
    }
    Mode mode = Mode.of(arguments[1]);
    Optional<Path> before = before(properties.apply("benchmarks.before"));
    Set<Subject> subjects = EnumSet.noneOf(Subject.class);
    String names = properties.apply("benchmarks.subjects");
    subjects.addAll(names.isBlank() ? mode.subjects() : Subject.of(names));
    if (before.isPresent()) {
      subjects.add(Subject.LARDER_BEFORE);
    } else if (subjects.contains(Subject.LARDER_BEFORE)) {
      throw new IllegalArgumentException(
          Subject.LARDER_BEFORE
              + " needs benchmarks.before, the jar of an earlier build of Larder");
    }
    String jvm = properties.apply("benchmarks.jvm");
    return new Settings(
        Path.of(arguments[0]),
        mode,
        Pattern.compile(properties.apply("benchmarks.rows")),
        subjects,
        new Places(
            jvm.isBlank() ? Path.of(properties.apply("java.home"), "bin", "java") : Path.of(jvm),
            Path.of(properties.apply("benchmarks.peers")),
            Path.of(properties.apply("benchmarks.traces")),
            before));
  }

  private static Optional<Path> before(String jar) {
    if (jar.isBlank()) {
      return Optional.empty();
    }
    Path path = Path.of(jar);
    if (!Files.isRegularFile(path)) {
      throw new IllegalArgumentException(
          "benchmarks.before is '" + jar + "', expected the jar of an earlier build of Larder");
    }
    return Optional.of(path);
  }
}
