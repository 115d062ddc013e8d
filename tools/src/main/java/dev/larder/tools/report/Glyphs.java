package dev.larder.tools.report;

/** The characters of tables and plots. */
record Glyphs(
    char line, char vertical, char corner, char tick, char marker, char other, boolean braille) {
  static final Glyphs UNICODE = new Glyphs('─', '│', '└', '┤', '●', '◇', true);
  static final Glyphs ASCII = new Glyphs('-', '|', '+', '+', 'o', '*', false);

  static Glyphs of(boolean ascii) {
    return ascii ? ASCII : UNICODE;
  }

  /** Replaces the few characters that ASCII does not have. */
  String plain(String text) {
    return braille ? text : text.replace("µs", "us");
  }
}
