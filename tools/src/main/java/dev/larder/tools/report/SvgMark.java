package dev.larder.tools.report;

import java.util.Locale;

/**
 * The mark of a series in a picture: a shape, a color and a size. The marks of later series are
 * smaller, so that those of earlier ones at the same point are visible beneath.
 */
record SvgMark(Shape shape, String color, double scale) {
  /** The distance from the point at which no mark is wider. */
  static final double RADIUS = 7.5;

  private static final String[] COLORS = {
    "#1d4ed8", "#15803d", "#be185d", "#7c3aed", "#0e7490", "#b91c1c", "#4d7c0f", "#374151"
  };

  /** The shapes, as paths around a point. */
  private enum Shape {
    CIRCLE("M-5,0a5,5 0 1,0 10,0a5,5 0 1,0 -10,0z"),
    DIAMOND("M0,-6.5L6.5,0L0,6.5L-6.5,0z"),
    SQUARE("M-4.6,-4.6h9.2v9.2h-9.2z"),
    TRIANGLE("M0,-6L6,5h-12z"),
    DOWNWARD("M0,6L6,-5h-12z");

    private final String path;

    Shape(String path) {
      this.path = path;
    }
  }

  /** Returns the mark of a series; the first is 0. */
  static SvgMark of(int series) {
    Shape[] shapes = Shape.values();
    return new SvgMark(
        shapes[series % shapes.length],
        COLORS[series % COLORS.length],
        Math.max(0.7, 1.3 - 0.2 * series));
  }

  String at(double x, double y) {
    return String.format(
        Locale.ROOT,
        "<path class=\"mark\" transform=\"translate(%.1f,%.1f) scale(%.1f)\" d=\"%s\" fill=\"%s\"/>\n",
        x,
        y,
        scale,
        shape.path,
        color);
  }
}
