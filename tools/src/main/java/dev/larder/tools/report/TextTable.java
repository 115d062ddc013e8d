package dev.larder.tools.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of right-aligned columns under underlined headings. */
final class TextTable {
  private static final String GAP = "  ";

  private final String[] headings;
  private final List<String[]> rows = new ArrayList<>();

  TextTable(String... headings) {
    this.headings = headings;
  }

  void row(String... cells) {
    if (cells.length != headings.length) {
      throw new IllegalArgumentException(
          "must be " + headings.length + " cells: " + Arrays.toString(cells));
    }
    rows.add(cells);
  }

  List<String> lines(Glyphs glyphs) {
    int[] widths = widths();
    String[] rules = new String[widths.length];
    for (int column = 0; column < widths.length; column++) {
      rules[column] = String.valueOf(glyphs.line()).repeat(widths[column]);
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(headings, widths));
    lines.add(line(rules, widths));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[headings.length];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = headings[column].length();
      for (String[] row : rows) {
        widths[column] = Math.max(widths[column], row[column].length());
      }
    }
    return widths;
  }

  private static String line(String[] cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.length; column++) {
      line.append(GAP).append(" ".repeat(widths[column] - cells[column].length()));
      line.append(cells[column]);
    }
    return line.toString();
  }
}
