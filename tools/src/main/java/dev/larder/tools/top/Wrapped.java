package dev.larder.tools.top;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines. */
final class Wrapped {
  private Wrapped() {}

  /** Returns the lines of a text, each at most as long as a width, broken between words. */
  static List<Line> lines(String text, int width) {
    List<Line> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(Line.plain(line.toString()));
        line.setLength(0);
        line.append("  ");
      } else if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(Line.plain(line.toString()));
    return lines;
  }
}
