package dev.larder.benchmarks;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What the command line says.
 *
 * @param out where results go
 * @param mode how much is run
 * @param rows which of the mode's rows, by a part of the name
 * @param subjects whom
 * @param places where to find what is needed
 */
public record Settings(Path out, Mode mode, Pattern rows, Set<Subject> subjects, Places places) {

  /**
   * What is needed from elsewhere.
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
