package dev.larder.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a JVM leaves behind that did not do what it should. */
final class Failures {
  private static final int LENGTH = 160;
  private static final Pattern THROWN = Pattern.compile("\\.[A-Z]\\w*(Exception|Error)\\b");

  private Failures() {}

  /** The line that says most about what went wrong: the innermost cause, or what came last. */
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
        // A file in the system's own folder for such files, which will go some day.
        System.err.println("not deleted: " + file.getFileName());
      }
    }
  }
}
