package dev.larder.tools.report;

import dev.larder.tools.report.SvgLabel.Anchor;
import dev.larder.tools.report.SvgLabel.Font;
import java.util.ArrayList;
import java.util.List;

/** The legend of a picture: the line of exact LRU, then the marks of the series, in rows. */
record SvgLegend(List<Item> items) {
  static final int ROW_HEIGHT = 22;

  private static final int SAMPLE_WIDTH = 36;
  private static final int GAP = 26;

  /** An item at its place; the series -1 is exact LRU. */
  record Item(int series, int row, SvgLabel label) {}

  /**
   * Returns a legend.
   *
   * @param top the line on which the first row stands
   */
  static SvgLegend of(Curve curve, double left, double right, double top) {
    List<Item> items = new ArrayList<>();
    double x = left;
    int row = 0;
    for (int series = -1; series < curve.series().size(); series++) {
      String name = series < 0 ? "exact LRU" : curve.series().get(series).name();
      double widest = right - left - SAMPLE_WIDTH;
      String text = new SvgLabel(0, 0, Anchor.START, Font.TEXT, name).within(widest).text();
      double end = x + SAMPLE_WIDTH + Font.TEXT.width(text);
      if (end > right && x > left) {
        row++;
        end += left - x;
        x = left;
      }
      double y = top + row * ROW_HEIGHT;
      items.add(
          new Item(series, row, new SvgLabel(x + SAMPLE_WIDTH, y, Anchor.START, Font.TEXT, text)));
      x = end + GAP;
    }
    return new SvgLegend(items);
  }

  /** Returns the height of the rows after the first. */
  int extraHeight() {
    return items.get(items.size() - 1).row() * ROW_HEIGHT;
  }

  String elements() {
    StringBuilder elements = new StringBuilder();
    for (Item item : items) {
      double x = item.label().x() - SAMPLE_WIDTH;
      double y = item.label().y() - 4;
      elements.append(
          item.series() < 0
              ? SvgPlot.line("lru", x, y, x + 28, y)
              : SvgMark.of(item.series()).at(x + 18, y));
    }
    return elements.toString();
  }
}
