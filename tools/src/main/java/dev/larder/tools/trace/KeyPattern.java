package dev.larder.tools.trace;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the key in a line. */
public sealed interface KeyPattern
    permits KeyPattern.WholeLine,
        KeyPattern.Field,
        KeyPattern.Group,
        CombinedLog,
        CsvColumn,
        CsvColumn.Named,
        JsonField {

  /** Returns the key of a non-empty line, or null if it has none. */
  @Nullable String keyOf(String line);

  /** Describes the accepted lines, for messages. */
  String accepted();

  /** Returns whether the first line is a header, rather than a request. */
  default boolean hasHeader() {
    return false;
  }

  /**
   * Returns the pattern for the lines after the header.
   *
   * @return empty if the header does not say where the key is
   */
  default Optional<KeyPattern> afterHeader(String line) {
    return Optional.of(this);
  }

  /** The key is the whole line, without surrounding white space. */
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

  /** The key is one of the separated fields of the line; the first field is 1. */
  record Field(int number, Pattern separator) implements KeyPattern {
    @Override
    public @Nullable String keyOf(String line) {
      // With one more than the needed fields as limit, the rest of a long line is not split.
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

  /** The key is the first group of an expression that matches anywhere in the line. */
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
