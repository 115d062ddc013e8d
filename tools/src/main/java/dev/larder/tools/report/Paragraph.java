package dev.larder.tools.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines of a width. */
public final class Paragraph {
  private Paragraph() {}

  /** Returns the lines of a text. Words that are longer than a line are divided. */
  public static List<String> lines(String text, int width) {
    return lines(text, width, 0);
  }

  /**
   * Returns the lines of a text, in which all but the first are indented.
   *
   * @param indent spaces before the second line and those after it
   */
  public static List<String> lines(String text, int width, int indent) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      // A break in the indent itself would not shorten the rest.
      int space = rest.lastIndexOf(' ', width);
      int end = space > leading(rest) ? space : width;
      lines.add(rest.substring(0, end).stripTrailing());
      rest = " ".repeat(indent) + rest.substring(end).strip();
    }
    lines.add(rest);
    return lines;
  }

  private static int leading(String text) {
    return text.length() - text.stripLeading().length();
  }

  /** Returns the beginning of a text, with three full stops for what is missing. */
  public static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, Math.max(0, length - 3)) + "...";
  }

  /** Returns the end of a text, which distinguishes a path from others. */
  static String endOf(String text, int length) {
    return text.length() <= length ? text : "..." + text.substring(text.length() - length + 3);
  }
}
