package dev.larder.tools.top;

/** Draws a series of numbers in one line, the last number at the right end. */
record Sparkline(boolean ascii) {
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final String LETTERS = "_.:-=+*#";

  /**
   * Draws the last numbers of a series.
   *
   * @param series NaN leaves a gap
   * @param highest the number of a full column; 0 for the highest of the series
   */
  String of(double[] series, int width, double highest) {
    String steps = ascii ? LETTERS : BLOCKS;
    int first = Math.max(0, series.length - width);
    double top = highest;
    for (int i = first; i < series.length && highest == 0; i++) {
      top = Double.isNaN(series[i]) ? top : Math.max(top, series[i]);
    }
    StringBuilder line = new StringBuilder(" ".repeat(Math.max(0, width - series.length)));
    for (int i = first; i < series.length; i++) {
      line.append(Double.isNaN(series[i]) ? ' ' : step(steps, top == 0 ? 0 : series[i] / top));
    }
    return line.toString();
  }

  private static char step(String steps, double share) {
    int step = (int) Math.floor(share * steps.length());
    return steps.charAt(Math.max(0, Math.min(steps.length() - 1, step)));
  }
}
