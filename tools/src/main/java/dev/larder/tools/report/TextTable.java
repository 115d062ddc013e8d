package dev.larder.tools.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table of columns under underlined headings. If it is wider than the text may be, it leaves out
 * columns. If the columns that it must have are too wide still, it becomes a list of blocks, one
 * for each row.
 */
final class TextTable {
  private static final String GAP = "  ";

  private final Column[] columns;
  private final List<String[]> rows = new ArrayList<>();

  /** The alignment of a column, and whether it repeats its cells. */
  enum Kind {
    NUMBER,
    TEXT,
    /** A number that is the same in all rows with the same first cell, and is shown once. */
    GROUP
  }

  /**
   * A column.
   *
   * @param rank 0 if the table must have the column; those of the highest rank are left out first
   */
  record Column(String heading, Kind kind, int rank) {
    static Column number(String heading, int rank) {
      return new Column(heading, Kind.NUMBER, rank);
    }

    static Column text(String heading, int rank) {
      return new Column(heading, Kind.TEXT, rank);
    }

    static Column group(String heading, int rank) {
      return new Column(heading, Kind.GROUP, rank);
    }
  }

  TextTable(Column... columns) {
    this.columns = columns;
  }

  void row(String... cells) {
    if (cells.length != columns.length) {
      throw new IllegalArgumentException(
          "must be " + columns.length + " cells: " + Arrays.toString(cells));
    }
    rows.add(cells);
  }

  /** Returns the lines, none of them longer than the width. */
  List<String> lines(Glyphs glyphs, int width) {
    List<Integer> chosen = new ArrayList<>(IntStream.range(0, columns.length).boxed().toList());
    while (width(chosen) > width) {
      int least = chosen.stream().max(Comparator.comparingInt(this::rank)).orElseThrow();
      if (rank(least) == 0) {
        return blocks(width);
      }
      chosen.remove((Integer) least);
    }
    return tabular(chosen, glyphs);
  }

  private int rank(int column) {
    return columns[column].rank();
  }

  private int width(List<Integer> chosen) {
    return chosen.stream().mapToInt(column -> GAP.length() + width(column)).sum();
  }

  private int width(int column) {
    return rows.stream()
        .mapToInt(row -> row[column].length())
        .reduce(columns[column].heading().length(), Math::max);
  }

  private List<String> tabular(List<Integer> chosen, Glyphs glyphs) {
    List<String> lines = new ArrayList<>();
    lines.add(line(chosen, column -> columns[column].heading()));
    lines.add(line(chosen, column -> String.valueOf(glyphs.line()).repeat(width(column))));
    for (int row = 0; row < rows.size(); row++) {
      String[] cells = rows.get(row);
      if (chosen.stream().skip(1).allMatch(column -> cells[column].isEmpty())) {
        continue; // Its figures are in columns that were left out.
      }
      boolean isSame = row > 0 && rows.get(row - 1)[0].equals(cells[0]);
      lines.add(
          line(
              chosen,
              column -> isSame && columns[column].kind() == Kind.GROUP ? "" : cells[column]));
    }
    return lines;
  }

  /** Returns the cell of a column. */
  @FunctionalInterface
  private interface Cells {
    String of(int column);
  }

  private String line(List<Integer> chosen, Cells cells) {
    StringBuilder line = new StringBuilder();
    for (int column : chosen) {
      String cell = cells.of(column);
      String padding = " ".repeat(width(column) - cell.length());
      boolean isText = columns[column].kind() == Kind.TEXT;
      line.append(GAP).append(isText ? cell + padding : padding + cell);
    }
    return line.toString().stripTrailing();
  }

  private List<String> blocks(int width) {
    int widest =
        Arrays.stream(columns).mapToInt(column -> column.heading().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (String[] row : rows) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      for (int column = 0; column < columns.length; column++) {
        if (!row[column].isEmpty()) {
          String heading = columns[column].heading();
          String start = GAP + heading + " ".repeat(widest - heading.length()) + GAP;
          lines.addAll(Paragraph.lines(start + row[column], width, start.length()));
        }
      }
    }
    return lines;
  }
}
