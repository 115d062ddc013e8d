package dev.larder.tools.report;

/**
 * The characters of tables and plots.
 *
 * @param marks the marks of the series of a plot, in turn
 * @param braille whether lines are drawn with braille patterns
 */
record Glyphs(char line, char vertical, char corner, char tick, String marks, boolean braille) {
  static final Glyphs UNICODE = new Glyphs('─', '│', '└', '┤', "●◇■△◆□▲○", true);
  static final Glyphs ASCII = new Glyphs('-', '|', '+', '+', "o*x#@%&=", false);

  static Glyphs of(boolean ascii) {
    return ascii ? ASCII : UNICODE;
  }

  /** Returns the mark of a series; the first is 0. */
  char mark(int series) {
    return marks.charAt(series % marks.length());
  }

  /** Replaces the few characters that ASCII does not have. */
  String plain(String text) {
    return braille() ? text : text.replace("µs", "us");
  }
}
