package dev.larder.benchmarks.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JVM that measures, which may differ from the one that runs the comparison. */
public final class Jvm {
  private static final Pattern BUILD = Pattern.compile("\\(build ([^),]+)");

  private Jvm() {}

  /** Returns its version, such as {@code JDK 17.0.15+6}. */
  public static String version(Path java) throws IOException {
    Process process =
        new ProcessBuilder(java.toString(), "-version").redirectErrorStream(true).start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      Matcher build = BUILD.matcher(String.join("\n", output.lines().toList()));
      return build.find() ? "JDK " + build.group(1) : "unknown JDK";
    }
  }
}
