package dev.larder.tools.report;

import java.util.Locale;

/**
 * A text of a picture.
 *
 * @param x the start, the middle or the end of the text, as the anchor says
 * @param y the line on which the letters stand
 */
record SvgLabel(double x, double y, Anchor anchor, Font font, String text) {

  /** The position of a text beside its point. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** The fonts, with the class of the style and the size in pixels. */
  enum Font {
    TITLE("title", 19, 1.15),
    TEXT("", 13, 1),
    VALUE("value", 12, 1.15);

    private final String style;
    private final int size;
    private final double weight;

    Font(String style, int size, double weight) {
      this.style = style;
      this.size = size;
      this.weight = weight;
    }

    /** Returns the width of a text, rather too large, because the reader's font is unknown. */
    double width(String text) {
      return text.codePoints().mapToDouble(Font::ems).sum() * size * weight;
    }

    private static double ems(int character) {
      if (character > 0x7e) {
        return 1.05;
      }
      if ("mwMW@%".indexOf(character) >= 0) {
        return 1;
      }
      if (" .,:;'|ijl!".indexOf(character) >= 0) {
        return 0.34;
      }
      return Character.isUpperCase(character) ? 0.8 : 0.65;
    }
  }

  /** Returns a label whose text is cut so that it is not wider than a number of pixels. */
  SvgLabel within(double width) {
    String cut = text;
    for (int length = text.length() - 1; font.width(cut) > width && length > 3; length--) {
      cut = Paragraph.shortened(text, length);
    }
    return new SvgLabel(x, y, anchor, font, cut);
  }

  /** Returns the box that the text covers. */
  Box box() {
    double width = font.width(text);
    double left =
        switch (anchor) {
          case START -> x;
          case MIDDLE -> x - width / 2;
          case END -> x - width;
        };
    return new Box(left, y - font.size * 0.95, left + width, y + font.size * 0.3);
  }

  /** Returns the element, with a color if it is not that of the style. */
  String element(String color) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s%s>%s</text>\n",
        x,
        y,
        anchor.name().toLowerCase(Locale.ROOT),
        font.style.isEmpty() ? "" : " class=\"" + font.style + "\"",
        color.isEmpty() ? "" : " style=\"fill: " + color + "\"",
        escaped(text));
  }

  /** Escapes text. XML 1.0 does not allow control characters, not even escaped. */
  static String escaped(String text) {
    return text.replaceAll("\\p{Cntrl}", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A rectangle; y grows downwards. */
  record Box(double left, double top, double right, double bottom) {
    /** Returns the square around a point. */
    static Box around(double x, double y, double radius) {
      return new Box(x - radius, y - radius, x + radius, y + radius);
    }

    boolean overlaps(Box other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }

    boolean contains(Box other) {
      return left <= other.left
          && top <= other.top
          && other.right <= right
          && other.bottom <= bottom;
    }
  }
}
