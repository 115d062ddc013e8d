package dev.larder.tools.top;

import dev.larder.tools.figures.Activity;
import dev.larder.tools.figures.CacheFigures;
import dev.larder.tools.figures.Figure;
import dev.larder.tools.figures.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The details of one cache.
 *
 * @param configuration its effective configuration; empty if its provider does not tell
 * @param advice what its figures suggest
 */
record CacheView(
    History history, int width, boolean ascii, String configuration, List<String> advice) {
  private static final int LABEL = 18;

  List<Line> lines(Activity cache) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.heading(cache.id().cache()));
    lines.add(Line.plain("of cache manager " + cache.id().manager()));
    for (Trend trend : Trend.values()) {
      String course =
          new Sparkline(ascii)
              .of(
                  history.series(cache.id(), trend::of),
                  Math.max(10, width - LABEL),
                  trend.highest());
      lines.add(Line.plain(label(trend.heading()) + course));
    }
    if (!advice.isEmpty()) {
      lines.add(Line.EMPTY);
      lines.add(Line.heading("Advice"));
      advice.forEach(sentence -> lines.addAll(Line.wrapped(sentence, width)));
    }
    lines.add(Line.EMPTY);
    lines.addAll(figures(cache));
    if (!configuration.isEmpty()) {
      lines.add(Line.EMPTY);
      lines.add(Line.heading("Configuration"));
      for (String setting : configuration.split("(?<=\\)), ", -1)) {
        lines.addAll(Line.wrapped(setting, width));
      }
    }
    return lines.stream().map(line -> line.cut(width)).toList();
  }

  private static List<Line> figures(Activity cache) {
    CacheFigures total = cache.total();
    List<Line> lines = new ArrayList<>();
    lines.add(Line.heading(row("", "total", "a second")));
    add(
        lines,
        "hit ratio",
        percent(total.hitRatio()),
        percent(cache.recentHitRatio()).replaceFirst("(.+%)", "$1 now"));
    add(
        lines,
        "gets",
        exact(total.gets()),
        Numbers.orNone(cache.getsPerSecond(), Numbers::compact));
    for (Figure figure : Figure.values()) {
      if (figure.isCounter() && figure != Figure.LOAD_MICROS) {
        add(
            lines,
            words(figure),
            exact(total.get(figure)),
            Numbers.orNone(cache.perSecond(figure), Numbers::compact));
      }
    }
    add(
        lines,
        "time of a load",
        Numbers.orNone(total.loadMicros(), Numbers::time),
        Numbers.orNone(cache.recentLoadMicros(), micros -> Numbers.time(micros) + " now"));
    add(lines, "entries", exact(total.get(Figure.ENTRIES)), "");
    add(
        lines,
        "bound",
        total.bound().isPresent() ? exact(total.bound()) : Numbers.NONE,
        full(total));
    add(lines, "waiting threads", exact(total.get(Figure.WAITING)), "");
    add(lines, "queued events", exact(total.get(Figure.QUEUED)), "");
    return lines;
  }

  private static String full(CacheFigures total) {
    return total.fill().isPresent() ? percent(total.fill()) + " full" : "";
  }

  /** Adds a row, unless its figure is not known. */
  private static void add(List<Line> lines, String label, String total, String rate) {
    if (!total.equals(Numbers.NONE)) {
      lines.add(
          Line.plain(row(label, total, rate.equals(Numbers.NONE) ? "" : rate).stripTrailing()));
    }
  }

  private static String row(String label, String total, String rate) {
    return label(label) + "%20s  %14s".formatted(total, rate);
  }

  private static String label(String text) {
    return String.format("%-" + LABEL + "s", text);
  }

  private static String words(Figure figure) {
    return figure.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String exact(OptionalLong value) {
    return value.isPresent() && value.getAsLong() >= 0
        ? Numbers.exact(value.getAsLong())
        : Numbers.NONE;
  }

  private static String percent(OptionalDouble ratio) {
    return Numbers.orNone(ratio, value -> Numbers.percent(value) + " %");
  }
}
