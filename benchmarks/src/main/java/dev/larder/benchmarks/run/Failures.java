package dev.larder.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Evaluates the output of a JVM that failed. */
final class Failures {
  private static final int LENGTH = 160;
  private static final Pattern THROWN = Pattern.compile("\\.[A-Z]\\w*(Exception|Error)\\b");

  private Failures() {}

  /** Returns the most informative line: the innermost cause, or else the last line. */
  static String cause(List<String> lines) {
    String found = "no figures";
    boolean cause = false;
    for (String line : lines) {
      boolean names = THROWN.matcher(line).find();
      if (!line.startsWith("\tat ") && (names || (!cause && !line.isBlank()))) {
        found = line.strip();
        cause |= names;
      }
    }
    return found.length() > LENGTH ? found.substring(0, LENGTH) + "..." : found;
  }

  static void delete(@Nullable Path file) {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // A leftover file in the temporary folder does no harm.
        System.err.println("not deleted: " + file.getFileName());
      }
    }
  }
}
