package dev.larder.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Horizontal bars in groups, as SVG. Colours follow the reader's preference for light or dark. The
 * scale is logarithmic where the longest bar would hide the others.
 */
final class BarChart {
  private static final int BAR = 14;
  private static final int GAP = 12;
  private static final int LEFT = 150;
  private static final int WIDTH = 520;
  private static final int RIGHT = 90;
  private static final int TOP = 46;
  private static final double LOGARITHMIC_FROM = 30;
  private static final String STYLE =
      """
      text{font:11px sans-serif;fill:#333}
      .title{font-weight:bold;font-size:13px}
      .group{font-weight:bold}
      .bar{fill:#9aa5b1}
      .ours{fill:#2f7ed8}
      .limit{fill:#d5dae0}
      @media(prefers-color-scheme:dark){text{fill:#ddd}.bar{fill:#7b8794}.limit{fill:#4a5460}}
      """;

  /** The colour of a bar, by its subject. */
  enum Look {
    OURS,
    BAR,
    LIMIT
  }

  /** A bar, with its figure as formatted text. */
  record Bar(String label, double value, String figure, Look look) {}

  private final String title;
  private final Map<String, List<Bar>> groups;
  private final double least;
  private final double most;
  private final boolean logarithmic;

  private BarChart(String title, Map<String, List<Bar>> groups) {
    this.title = title;
    this.groups = groups;
    double[] values =
        groups.values().stream()
            .flatMap(List::stream)
            .mapToDouble(Bar::value)
            .filter(value -> value > 0)
            .sorted()
            .toArray();
    most = values.length == 0 ? 1 : values[values.length - 1];
    double smallest = values.length == 0 ? 1 : values[0];
    logarithmic = most / smallest > LOGARITHMIC_FROM;
    // The start of a logarithmic scale.
    least = Math.pow(10, Math.floor(Math.log10(smallest)));
  }

  static String svg(String title, Map<String, List<Bar>> groups) {
    return new BarChart(title, groups).draw();
  }

  private String draw() {
    List<String> parts = new ArrayList<>();
    parts.add(text("title", 8, 20, "start", title + (logarithmic ? " (logarithmic scale)" : "")));
    int y = TOP;
    for (Map.Entry<String, List<Bar>> group : groups.entrySet()) {
      parts.add(text("group", 8, y, "start", group.getKey()));
      y += GAP / 2;
      for (Bar bar : group.getValue()) {
        parts.add(draw(bar, y));
        y += BAR;
      }
      y += 2 * GAP;
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\">%n"
            .formatted(LEFT + WIDTH + RIGHT, y, LEFT + WIDTH + RIGHT)
        + "<style>\n"
        + STYLE
        + "</style>\n"
        + String.join("\n", parts)
        + "\n</svg>\n";
  }

  private String draw(Bar bar, int y) {
    double length = length(bar.value());
    return text("", LEFT - 6, y + BAR - 4, "end", bar.label())
        + String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
            bar.look().name().toLowerCase(Locale.ROOT),
            LEFT,
            y + 1,
            length,
            BAR - 2)
        + text("", (int) (LEFT + length) + 5, y + BAR - 4, "start", bar.figure());
  }

  private double length(double value) {
    if (!logarithmic) {
      return WIDTH * Math.max(0, value) / most;
    }
    double decades = Math.log10(most / least);
    return value <= least ? 0 : WIDTH * Math.log10(value / least) / decades;
  }

  private static String text(String look, int x, int y, String anchor, String words) {
    String escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return "<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>"
        .formatted(look, x, y, anchor, escaped);
  }
}
