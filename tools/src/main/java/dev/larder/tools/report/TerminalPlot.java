package dev.larder.tools.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The curve as lines of text of a given width. */
record TerminalPlot(Curve curve, int width, Glyphs glyphs) {
  private static final int ROWS = 15;
  private static final int MARGIN = 9;
  private static final int LEAST_COLUMNS = 10;

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.addAll(legend());
    lines.add("");
    DotCanvas canvas = drawing();
    String[] labels = shareLabels();
    for (int row = 0; row < ROWS; row++) {
      char axis = labels[row].isEmpty() ? glyphs.vertical() : glyphs.tick();
      lines.add(String.format("%" + (MARGIN - 1) + "s %c", labels[row], axis) + canvas.textOf(row));
    }
    lines.add(
        " ".repeat(MARGIN) + glyphs.corner() + String.valueOf(glyphs.line()).repeat(columns()));
    lines.add(sizeLabels());
    lines.add(" ".repeat(MARGIN + 1) + axisTitle());
    return lines;
  }

  private List<String> legend() {
    List<String> items = new ArrayList<>();
    for (int series = 0; series < curve.series().size(); series++) {
      items.add(glyphs.mark(series) + " " + curve.series().get(series).name());
    }
    items.add((glyphs.braille() ? "⠒⠒" : "..") + " exact LRU");
    List<String> lines = new ArrayList<>();
    String line = "  ";
    for (String item : items) {
      String longer = line.isBlank() ? line + item : line + "   " + item;
      if (longer.length() > width && !line.isBlank()) {
        lines.add(line);
        longer = "  " + item;
      }
      line = Paragraph.shortened(longer, width);
    }
    lines.add(line);
    return lines;
  }

  private int columns() {
    return Math.max(LEAST_COLUMNS, width - MARGIN - 2);
  }

  private DotCanvas drawing() {
    DotCanvas canvas = new DotCanvas(columns(), ROWS, glyphs);
    double step = 1.0 / (canvas.dotColumns() - 1);
    for (double x = step; x < 1 + step / 2; x += step) {
      canvas.line(x - step, lruY(x - step), Math.min(1, x), lruY(Math.min(1, x)));
    }
    for (int series = 0; series < curve.series().size(); series++) {
      for (Curve.Point point : curve.series().get(series).points()) {
        canvas.mark(
            curve.sizes().position(point.entries()),
            curve.misses().position(point.missRatio()),
            glyphs.mark(series));
      }
    }
    return canvas;
  }

  private double lruY(double x) {
    return curve.misses().position(curve.lruAt(x));
  }

  private String[] shareLabels() {
    String[] labels = new String[ROWS];
    Arrays.fill(labels, "");
    for (double tick : curve.misses().ticks()) {
      labels[DotCanvas.row(curve.misses().position(tick), ROWS)] = Figures.share(tick);
    }
    return labels;
  }

  /** Returns as many labels as fit, each under its position, at least two spaces apart. */
  private String sizeLabels() {
    StringBuilder text = new StringBuilder();
    for (double tick : curve.sizes().ticks()) {
      String label = Figures.tick(tick);
      int middle = MARGIN + 1 + DotCanvas.column(curve.sizes().position(tick), columns());
      int start = middle - (label.length() - 1) / 2;
      if (start >= text.length() + (text.isEmpty() ? 0 : 2) && start + label.length() <= width) {
        text.append(" ".repeat(start - text.length())).append(label);
      }
    }
    return text.toString();
  }

  private String axisTitle() {
    String title = "cache size in entries" + (curve.sizes().logarithmic() ? ", logarithmic" : "");
    return title.length() <= columns() ? title : "entries";
  }
}
