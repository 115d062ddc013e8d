package dev.larder.tools.trace;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The key is a column of a CSV file with a known number; the first column is 1. */
public record CsvColumn(int number, char separator) implements KeyPattern {

  @Override
  public @Nullable String keyOf(String line) {
    Optional<List<String>> fields = CsvLine.fields(line, separator);
    if (fields.isEmpty() || fields.get().size() < number) {
      return null;
    }
    String key = fields.get().get(number - 1).strip();
    return key.isEmpty() ? null : key;
  }

  @Override
  public String accepted() {
    return String.format(
        Locale.ROOT,
        "CSV with at least %d column%s separated by '%s'",
        number,
        number == 1 ? "" : "s",
        separator);
  }

  /** The key is the column with a name, which the first line gives. */
  public record Named(String name, char separator) implements KeyPattern {
    /** Never called, because {@link #afterHeader} returns the pattern for the other lines. */
    @Override
    public @Nullable String keyOf(String line) {
      return null;
    }

    @Override
    public boolean hasHeader() {
      return true;
    }

    @Override
    public Optional<KeyPattern> afterHeader(String line) {
      int index =
          CsvLine.fields(line, separator).orElse(List.of()).stream()
              .map(String::strip)
              .toList()
              .indexOf(name);
      return index < 0 ? Optional.empty() : Optional.of(new CsvColumn(index + 1, separator));
    }

    @Override
    public String accepted() {
      return "CSV whose first line names a column '"
          + name
          + "', with columns separated by '"
          + separator
          + "'";
    }
  }
}
