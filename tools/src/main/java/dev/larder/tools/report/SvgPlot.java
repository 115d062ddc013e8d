package dev.larder.tools.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The curve as an SVG picture. */
public record SvgPlot(ReplayReport report, Curve curve) {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 500;
  private static final int LEFT = 76;
  private static final int RIGHT = 828;
  private static final int TOP = 96;
  private static final int BOTTOM = 430;

  /** Steps of the line of exact LRU; less than a pixel each. */
  private static final int STEPS = 600;

  private static final String STYLE =
      """
      text { font-family: "Inter", "Segoe UI", "Helvetica Neue", "DejaVu Sans", Arial, sans-serif;
             font-size: 13px; fill: #4b5563; }
      .title { font-size: 19px; font-weight: 600; fill: #111827; }
      .value { font-size: 12px; font-weight: 600; fill: #1d4ed8; }
      .grid { stroke: #e5e7eb; stroke-width: 1; }
      .axis { stroke: #9ca3af; stroke-width: 1; }
      .lru { fill: none; stroke: #f59e0b; stroke-width: 2.5; stroke-linejoin: round; }
      .area { fill: #f59e0b; fill-opacity: .08; }
      .measured { fill: #1d4ed8; stroke: #ffffff; stroke-width: 1.5; }
      .other { fill: #15803d; stroke: #ffffff; stroke-width: 1.5; }
      """;

  public static SvgPlot of(ReplayReport report) {
    return new SvgPlot(report, report.curve());
  }

  /** Writes the file, and replaces an existing one. */
  public void write(Path file) throws IOException {
    Files.writeString(file, text());
  }

  String text() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img">
        <title>Miss ratio by cache size: %3$s</title>
        <style>
        %4$s</style>
        <rect width="%1$d" height="%2$d" fill="#ffffff"/>
        """
            .formatted(WIDTH, HEIGHT, escaped(report.source()), STYLE));
    svg.append(headings()).append(grid()).append(line());
    curve.measured().forEach(point -> svg.append(marker(point)));
    return svg.append("</svg>\n").toString();
  }

  private String headings() {
    String subtitle =
        "%s: %s requests for %s keys"
            .formatted(
                shortened(report.source()),
                Figures.count(report.trace().requests()),
                Figures.count(curve.lru().distinct()));
    return text(LEFT, 34, "start", "title", "Miss ratio by cache size")
        + text(LEFT, 56, "start", "", subtitle)
        + legend()
        + text((LEFT + RIGHT) / 2.0, HEIGHT - 22, "middle", "", sizeTitle());
  }

  private String legend() {
    String provider = report.provider();
    String measured = provider.substring(provider.lastIndexOf('.') + 1);
    return "<line class=\"lru\" x1=\"%d\" y1=\"76\" x2=\"%d\" y2=\"76\"/>\n"
            .formatted(LEFT, LEFT + 28)
        + text(LEFT + 36, 80, "start", "", "exact LRU")
        + (curve.measured().isEmpty()
            ? ""
            : "<circle class=\"measured\" cx=\"%d\" cy=\"76\" r=\"5\"/>\n".formatted(LEFT + 130)
                + text(LEFT + 142, 80, "start", "", "measured: " + measured))
        + (curve.hasOther()
            ? "<circle class=\"other\" cx=\"%d\" cy=\"76\" r=\"5\"/>\n".formatted(LEFT + 400)
                + text(LEFT + 412, 80, "start", "", "the same, policy = adaptive")
            : "");
  }

  /** Keeps the end of a path, which distinguishes it from others. */
  private static String shortened(String source) {
    return source.length() <= 60 ? source : "..." + source.substring(source.length() - 57);
  }

  private String sizeTitle() {
    return "cache size in entries" + (curve.sizes().logarithmic() ? " (logarithmic)" : "");
  }

  private String grid() {
    StringBuilder grid = new StringBuilder();
    for (double tick : curve.misses().ticks()) {
      double y = y(tick);
      grid.append(line("grid", LEFT, y, RIGHT, y));
      grid.append(text(LEFT - 10, y + 4, "end", "", Figures.share(tick)));
    }
    for (double tick : curve.sizes().ticks()) {
      double x = x(tick);
      grid.append(line("grid", x, TOP, x, BOTTOM));
      grid.append(text(x, BOTTOM + 22, "middle", "", Figures.tick(tick)));
    }
    return grid.append(line("axis", LEFT, BOTTOM, RIGHT, BOTTOM)).toString();
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
            .formatted(LEFT, BOTTOM, points, RIGHT, BOTTOM)
        + "<polyline class=\"lru\" points=\""
        + points
        + "\"/>\n";
  }

  /** Returns a point with its value, which is placed on the point's side of the curve. */
  private String marker(Curve.Point point) {
    double x = x(point.entries());
    double y = y(point.missRatio());
    boolean below = y > y(1 - curve.lru().hitRatio((long) point.entries())) + 3;
    boolean toTheLeft = below || x > RIGHT - 50;
    String circle =
        "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"5\"/>\n"
            .formatted(point.isOther() ? "other" : "measured", number(x), number(y));
    if (curve.hasOther()) {
      // Two values at one size would overlap; the table shows them.
      return circle;
    }
    return circle
        + text(
            toTheLeft ? x - 4 : x + 7,
            below ? y + 18 : y - 10,
            toTheLeft ? "end" : "start",
            "value",
            Figures.percent(point.missRatio()));
  }

  private double x(double entries) {
    return LEFT + curve.sizes().position(entries) * (RIGHT - LEFT);
  }

  private double y(double missRatio) {
    return BOTTOM - curve.misses().position(missRatio) * (BOTTOM - TOP);
  }

  private static String line(String type, double x1, double y1, double x2, double y2) {
    return "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
        .formatted(type, number(x1), number(y1), number(x2), number(y2));
  }

  private static String text(double x, double y, String anchor, String type, String content) {
    String style = type.isEmpty() ? "" : " class=\"" + type + "\"";
    return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\"%s>%s</text>\n"
        .formatted(number(x), number(y), anchor, style, escaped(content));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** Escapes text. XML 1.0 does not allow control characters, not even escaped. */
  private static String escaped(String text) {
    return text.replaceAll("\\p{Cntrl}", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
