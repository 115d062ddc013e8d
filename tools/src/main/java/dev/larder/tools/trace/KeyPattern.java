package dev.larder.tools.trace;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where in a line the key is. */
public sealed interface KeyPattern {

  /** The key of a line that is not empty; null when it has none. */
  @Nullable String keyOf(String line);

  /** What a line must look like, for messages. */
  String accepted();

  /** The line is the key, without the white space around it. */
  record WholeLine() implements KeyPattern {
    @Override
    public String keyOf(String line) {
      return line.strip();
    }

    @Override
    public String accepted() {
      return "a key a line";
    }
  }

  /** The key is one of the fields that a separator makes of the line; the first field is 1. */
  record Field(int number, Pattern separator) implements KeyPattern {
    @Override
    public @Nullable String keyOf(String line) {
      // A limit of one more than needed leaves the rest of a long line unsplit.
      String[] fields = separator.split(line.strip(), number + 1);
      return fields.length < number || fields[number - 1].isEmpty() ? null : fields[number - 1];
    }

    @Override
    public String accepted() {
      return String.format(
          Locale.ROOT,
          "lines with at least %d field%s separated by /%s/",
          number,
          number == 1 ? "" : "s",
          separator);
    }
  }

  /** The key is what the first group of an expression matches, wherever in the line it does. */
  record Group(Pattern expression) implements KeyPattern {
    @Override
    public @Nullable String keyOf(String line) {
      Matcher matcher = expression.matcher(line);
      if (!matcher.find()) {
        return null;
      }
      String key = matcher.group(1);
      return key == null || key.isEmpty() ? null : key;
    }

    @Override
    public String accepted() {
      return "lines in which /" + expression + "/ is found and its first group is not empty";
    }
  }
}
