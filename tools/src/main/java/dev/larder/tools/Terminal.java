package dev.larder.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;

/** The terminal that the program runs in. */
final class Terminal {
  private static final int DEFAULT_COLUMNS = 80;
  private static final Pattern SIZE = Pattern.compile("\\d+ ([1-9]\\d{0,4})");

  private Terminal() {}

  /** Returns whether output may have escape codes, for bold text and for lines that change. */
  static boolean hasEscapeCodes() {
    return hasEscapeCodes(System.getenv(), Ansi.AUTO.enabled());
  }

  static boolean hasEscapeCodes(Map<String, String> environment, boolean terminal) {
    return terminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  /** Returns the width of the terminal in columns; 80 if it is unknown. */
  static int columns() {
    String given = System.getenv().getOrDefault("COLUMNS", "");
    if (given.matches("[1-9]\\d{0,4}")) {
      return Integer.parseInt(given);
    }
    return isWindows() ? DEFAULT_COLUMNS : askedColumns();
  }

  private static boolean isWindows() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("win");
  }

  /** Asks the terminal itself, because standard input and output may be files. */
  private static int askedColumns() {
    try {
      Process stty =
          new ProcessBuilder("sh", "-c", "stty size < /dev/tty")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroy();
        return DEFAULT_COLUMNS;
      }
      byte[] answer = stty.getInputStream().readAllBytes();
      Matcher size = SIZE.matcher(new String(answer, StandardCharsets.US_ASCII).strip());
      return size.matches() ? Integer.parseInt(size.group(1)) : DEFAULT_COLUMNS;
    } catch (IOException e) {
      return DEFAULT_COLUMNS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DEFAULT_COLUMNS;
    }
  }
}
