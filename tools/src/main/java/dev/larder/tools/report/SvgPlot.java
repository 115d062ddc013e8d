package dev.larder.tools.report;

import dev.larder.tools.report.SvgLabel.Anchor;
import dev.larder.tools.report.SvgLabel.Box;
import dev.larder.tools.report.SvgLabel.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The curve as an SVG picture. Labels that find no place beside the others are left out; the table
 * has their figures.
 */
public final class SvgPlot {
  private static final int WIDTH = 860;
  private static final int LEFT = 76;
  private static final int RIGHT = 828;

  /** The height of the picture, and the ends of the plot, with one row in the legend. */
  private static final int HEIGHT = 500;

  private static final int TOP = 96;
  private static final int BOTTOM = 430;

  /** Steps of the line of exact LRU; less than a pixel each. */
  private static final int STEPS = 600;

  private static final String STYLE =
      """
      text { font-family: "Inter", "Segoe UI", "Helvetica Neue", "DejaVu Sans", Arial, sans-serif;
             font-size: 13px; fill: #4b5563; }
      .title { font-size: 19px; font-weight: 600; fill: #111827; }
      .value { font-size: 12px; font-weight: 600;
               paint-order: stroke; stroke: #ffffff; stroke-width: 3px; stroke-linejoin: round; }
      .grid { stroke: #e5e7eb; stroke-width: 1; }
      .axis { stroke: #9ca3af; stroke-width: 1; }
      .lru { fill: none; stroke: #f59e0b; stroke-width: 2.5; stroke-linejoin: round; }
      .area { fill: #f59e0b; fill-opacity: .08; }
      .mark { stroke: #ffffff; stroke-width: 1.5; }
      """;

  private final ReplayReport report;
  private final Curve curve;
  private final SvgLegend legend;
  private final SvgLabels labels;

  private SvgPlot(ReplayReport report) {
    this.report = report;
    curve = report.curve();
    legend = SvgLegend.of(curve, LEFT, RIGHT, 80);
    labels = new SvgLabels(WIDTH, height());
  }

  /** Returns the picture of a report. */
  public static SvgPlot of(ReplayReport report) {
    return new SvgPlot(report);
  }

  /** Writes the file, and replaces an existing one. */
  public void write(Path file) throws IOException {
    Files.writeString(file, text());
  }

  String text() {
    String start =
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img">
        <title>Miss ratio by cache size: %3$s</title>
        <style>
        %4$s</style>
        <rect width="%1$d" height="%2$d" fill="#ffffff"/>
        """
            .formatted(WIDTH, height(), SvgLabel.escaped(report.source()), STYLE);
    headings();
    String drawing = legend.elements() + grid() + line() + marks();
    values();
    return start + drawing + labels.elements() + "</svg>\n";
  }

  private int height() {
    return HEIGHT + legend.extraHeight();
  }

  private int top() {
    return TOP + legend.extraHeight();
  }

  private int bottom() {
    return BOTTOM + legend.extraHeight();
  }

  private void headings() {
    String subtitle = Paragraph.endOf(report.source(), 60) + ": " + report.extent("keys");
    text(LEFT, 34, Anchor.START, Font.TITLE, "Miss ratio by cache size");
    text(LEFT, 56, Anchor.START, Font.TEXT, subtitle);
    text((LEFT + RIGHT) / 2.0, height() - 22, Anchor.MIDDLE, Font.TEXT, sizeTitle());
    legend.items().forEach(item -> labels.add(item.label()));
  }

  private void text(double x, double y, Anchor anchor, Font font, String content) {
    labels.add(new SvgLabel(x, y, anchor, font, content).within(WIDTH - LEFT));
  }

  private String sizeTitle() {
    return "cache size in entries" + (curve.sizes().logarithmic() ? " (logarithmic)" : "");
  }

  private String grid() {
    StringBuilder grid = new StringBuilder();
    for (double tick : curve.misses().ticks()) {
      double y = y(tick);
      grid.append(line("grid", LEFT, y, RIGHT, y));
      text(LEFT - 10, y + 4, Anchor.END, Font.TEXT, Figures.share(tick));
    }
    for (double tick : curve.sizes().ticks()) {
      double x = x(tick);
      grid.append(line("grid", x, top(), x, bottom()));
      text(x, bottom() + 22, Anchor.MIDDLE, Font.TEXT, Figures.tick(tick));
    }
    return grid.append(line("axis", LEFT, bottom(), RIGHT, bottom())).toString();
  }

  private String line() {
    String points =
        IntStream.rangeClosed(0, STEPS)
            .mapToObj(step -> (double) step / STEPS)
            .map(
                share ->
                    number(LEFT + share * (RIGHT - LEFT)) + "," + number(y(curve.lruAt(share))))
            .collect(Collectors.joining(" "));
    return "<polygon class=\"area\" points=\"%d,%d %s %d,%d\"/>\n"
            .formatted(LEFT, bottom(), points, RIGHT, bottom())
        + "<polyline class=\"lru\" points=\""
        + points
        + "\"/>\n";
  }

  private String marks() {
    StringBuilder marks = new StringBuilder();
    for (int series = 0; series < curve.series().size(); series++) {
      for (Curve.Point point : curve.series().get(series).points()) {
        double x = x(point.entries());
        double y = y(point.missRatio());
        marks.append(SvgMark.of(series).at(x, y));
        labels.reserve(Box.around(x, y, SvgMark.RADIUS - 1));
      }
    }
    return marks.toString();
  }

  private void values() {
    for (int series = 0; series < curve.series().size(); series++) {
      String color = SvgMark.of(series).color();
      for (Curve.Point point : curve.series().get(series).points()) {
        labels.addFirst(valuePositions(point), color);
      }
    }
  }

  /** Returns the corners of a point for its value; those on its side of the curve come first. */
  private List<SvgLabel> valuePositions(Curve.Point point) {
    double x = x(point.entries());
    double y = y(point.missRatio());
    String value = Figures.percent(point.missRatio());
    SvgLabel aboveRight = new SvgLabel(x + 8, y - 10, Anchor.START, Font.VALUE, value);
    SvgLabel aboveLeft = new SvgLabel(x - 4, y - 10, Anchor.END, Font.VALUE, value);
    SvgLabel belowLeft = new SvgLabel(x - 4, y + 19, Anchor.END, Font.VALUE, value);
    SvgLabel belowRight = new SvgLabel(x + 8, y + 19, Anchor.START, Font.VALUE, value);
    boolean below = y > y(curve.lru().missRatio(point.entries())) + 3;
    return below
        ? List.of(belowLeft, belowRight, aboveRight, aboveLeft)
        : List.of(aboveRight, aboveLeft, belowLeft, belowRight);
  }

  private double x(double entries) {
    return LEFT + curve.sizes().position(entries) * (RIGHT - LEFT);
  }

  private double y(double missRatio) {
    return bottom() - curve.misses().position(missRatio) * (bottom() - top());
  }

  static String line(String type, double x1, double y1, double x2, double y2) {
    return "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
        .formatted(type, number(x1), number(y1), number(x2), number(y2));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
