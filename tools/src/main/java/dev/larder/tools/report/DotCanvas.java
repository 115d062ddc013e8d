package dev.larder.tools.report;

/**
 * A text drawing with two by four dots per character. It uses braille patterns: U+2800 plus a bit
 * for each dot, numbered as follows:
 *
 * <pre>
 *   0 3
 *   1 4
 *   2 5
 *   6 7
 * </pre>
 *
 * In ASCII a character with any dot is a full stop.
 */
final class DotCanvas {
  private static final int[][] BITS = {{0, 1, 2, 6}, {3, 4, 5, 7}};

  private final Glyphs glyphs;
  private final int[][] dots;
  private final char[][] marks;

  DotCanvas(int columns, int rows, Glyphs glyphs) {
    this.glyphs = glyphs;
    dots = new int[rows][columns];
    marks = new char[rows][columns];
  }

  int dotColumns() {
    return dots[0].length * 2;
  }

  /**
   * Draws a line between two points, as shares of width and height, with the origin bottom left.
   */
  void line(double fromX, double fromY, double toX, double toY) {
    int fromRow = dotRow(fromY, dots.length * 4);
    int toRow = dotRow(toY, dots.length * 4);
    int fromColumn = column(fromX, dotColumns());
    int toColumn = column(toX, dotColumns());
    int steps = Math.max(1, Math.max(Math.abs(toRow - fromRow), Math.abs(toColumn - fromColumn)));
    for (int i = 0; i <= steps; i++) {
      dot(
          fromColumn + Math.round((float) i * (toColumn - fromColumn) / steps),
          fromRow + Math.round((float) i * (toRow - fromRow) / steps));
    }
  }

  private void dot(int column, int row) {
    dots[row / 4][column / 2] |= 1 << BITS[column % 2][row % 4];
  }

  /** Draws a marker at a point, or beside it if the place has a marker already. */
  void mark(double x, double y, char marker) {
    char[] row = marks[row(y, marks.length)];
    int column = column(x, dotColumns()) / 2;
    for (int distance = 0; distance < row.length; distance++) {
      for (int place : new int[] {column + distance, column - distance}) {
        if (place >= 0 && place < row.length && row[place] == 0) {
          row[place] = marker;
          return;
        }
      }
    }
  }

  String textOf(int row) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < dots[row].length; column++) {
      text.append(marks[row][column] != 0 ? marks[row][column] : dotsAt(row, column));
    }
    return text.toString();
  }

  private char dotsAt(int row, int column) {
    int pattern = dots[row][column];
    if (pattern == 0) {
      return ' ';
    }
    return glyphs.braille() ? (char) (0x2800 + pattern) : '.';
  }

  /** Returns the row of characters that contains a height, given the number of rows. */
  static int row(double y, int rows) {
    return dotRow(y, rows * 4) / 4;
  }

  private static int dotRow(double y, int dotRows) {
    return Math.min(dotRows - 1, Math.max(0, (int) Math.round((1 - y) * (dotRows - 1))));
  }

  static int column(double x, int columns) {
    return Math.min(columns - 1, Math.max(0, (int) Math.round(x * (columns - 1))));
  }
}
