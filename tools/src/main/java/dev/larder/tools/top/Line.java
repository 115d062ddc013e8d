package dev.larder.tools.top;

/** A line of a view, with one style. */
record Line(String text, Style style) {
  enum Style {
    PLAIN,
    HEADING,
    SELECTED
  }

  static final Line EMPTY = plain("");

  static Line plain(String text) {
    return new Line(text, Style.PLAIN);
  }

  static Line heading(String text) {
    return new Line(text, Style.HEADING);
  }

  /** Returns the line, not longer than a width. */
  Line cut(int width) {
    return text.length() <= width ? this : new Line(text.substring(0, Math.max(0, width)), style);
  }
}
