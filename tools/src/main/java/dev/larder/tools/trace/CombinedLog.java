package dev.larder.tools.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key is the target of the request in an access log of Apache or nginx, in the format "common"
 * or "combined". The target is the path with its query, as the log has it.
 */
public record CombinedLog() implements KeyPattern {
  /** After the client and the time: method, target, protocol (HTTP/0.9 has none), and status. */
  private static final Pattern REQUEST =
      Pattern.compile(
          "\\S++ [^\\[]*+\\[[^\\]]++\\] \"[A-Z][A-Z_-]*+ ((?:[^\"\\\\\\s]++|\\\\.)++)(?: HTTP/\\d[.\\d]*)?\""
              + " \\d{3} .*");

  @Override
  public @Nullable String keyOf(String line) {
    Matcher matcher = REQUEST.matcher(line);
    return matcher.matches() ? matcher.group(1) : null;
  }

  @Override
  public String accepted() {
    return "an access log in the format \"common\" or \"combined\" of Apache and nginx";
  }
}
