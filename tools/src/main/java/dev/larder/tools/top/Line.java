package dev.larder.tools.top;

import dev.larder.tools.report.Paragraph;
import dev.larder.tools.trace.Printable;
import java.util.List;

/** A line of a view, with one style. */
record Line(String text, Style style) {
  enum Style {
    PLAIN,
    HEADING,
    SELECTED
  }

  Line {
    text = Printable.of(text);
  }

  static final Line EMPTY = plain("");

  static Line plain(String text) {
    return new Line(text, Style.PLAIN);
  }

  static Line heading(String text) {
    return new Line(text, Style.HEADING);
  }

  /** Returns the lines of a text, each at most as long as a width. */
  static List<Line> wrapped(String text, int width) {
    return Paragraph.lines(text, width, 2).stream().map(Line::plain).toList();
  }

  /** Returns the line, not longer than a width. */
  Line cut(int width) {
    return text.length() <= width ? this : new Line(text.substring(0, Math.max(0, width)), style);
  }
}
