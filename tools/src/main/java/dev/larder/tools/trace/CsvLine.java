package dev.larder.tools.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a line of CSV, as RFC 4180 defines it; a quoted field ends in the line it begins in. */
final class CsvLine {
  private final String line;
  private final char separator;
  private int position;

  private CsvLine(String line, char separator) {
    this.line = line;
    this.separator = separator;
  }

  /** Returns the fields of a line; empty if a quotation is not closed, or followed by text. */
  static Optional<List<String>> fields(String line, char separator) {
    return new CsvLine(line, separator).fields();
  }

  private Optional<List<String>> fields() {
    List<String> fields = new ArrayList<>();
    do {
      Optional<String> field = startsWith('"') ? quoted() : Optional.of(unquoted());
      if (field.isEmpty()) {
        return Optional.empty();
      }
      fields.add(field.get());
    } while (skip(separator));
    return position == line.length() ? Optional.of(fields) : Optional.empty();
  }

  private String unquoted() {
    int end = line.indexOf(separator, position);
    int start = position;
    position = end < 0 ? line.length() : end;
    return line.substring(start, position);
  }

  /** Returns a quoted field, in which two quotation marks stand for one. */
  private Optional<String> quoted() {
    StringBuilder field = new StringBuilder();
    position++;
    while (true) {
      int end = line.indexOf('"', position);
      if (end < 0) {
        return Optional.empty();
      }
      field.append(line, position, end);
      position = end + 1;
      if (!skip('"')) {
        return Optional.of(field.toString());
      }
      field.append('"');
    }
  }

  private boolean skip(char expected) {
    boolean found = startsWith(expected);
    position += found ? 1 : 0;
    return found;
  }

  private boolean startsWith(char expected) {
    return position < line.length() && line.charAt(position) == expected;
  }
}
