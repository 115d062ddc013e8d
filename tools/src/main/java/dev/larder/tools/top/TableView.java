package dev.larder.tools.top;

import dev.larder.tools.figures.Activity;
import dev.larder.tools.figures.Advice;
import dev.larder.tools.figures.CacheId;
import dev.larder.tools.figures.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The table of caches. It has as many columns as fit.
 *
 * @param width the width in characters
 */
record TableView(History history, int width, boolean ascii) {
  private static final String GAP = "  ";

  /** What stands before the names of caches whose details tell of trouble. */
  private static final String TROUBLE = "!";

  private static final int SHORTEST_NAME = 8;
  private static final int LONGEST_NAME = 40;
  private static final int SHORTEST_TREND = 9;
  private static final int LONGEST_TREND = 60;

  /** A column with its texts. */
  private record Cells(Column column, List<String> texts, int width) {}

  /** Returns the heading and a line for each cache. */
  List<Line> lines(List<Activity> caches, TopState state) {
    List<String> names = names(caches);
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    int nameWidth = Math.max(SHORTEST_NAME, Math.min(LONGEST_NAME, longest));
    List<Cells> columns =
        columns(caches, state, Math.min(nameWidth, Math.max(SHORTEST_NAME, width / 3)));
    int taken = columns.stream().mapToInt(cells -> cells.width + GAP.length()).sum();
    nameWidth = Math.max(SHORTEST_NAME, Math.min(nameWidth, width - taken - SHORTEST_TREND - 2));
    int trendWidth = Math.min(LONGEST_TREND, width - taken - nameWidth - GAP.length());
    Sparkline sparkline = new Sparkline(ascii);
    List<Line> lines = new ArrayList<>();
    lines.add(heading(columns, nameWidth, trendWidth, state));
    for (int row = 0; row < caches.size(); row++) {
      StringBuilder line = new StringBuilder(padded(names.get(row), nameWidth));
      for (Cells cells : columns) {
        line.append(GAP).append(right(cells.texts.get(row), cells.width));
      }
      if (trendWidth >= SHORTEST_TREND) {
        double[] series = history.series(caches.get(row).id(), state.trend()::of);
        line.append(GAP).append(sparkline.of(series, trendWidth, state.trend().highest()));
      }
      lines.add(Line.plain(line.toString()).cut(width));
    }
    return lines;
  }

  private Line heading(List<Cells> columns, int nameWidth, int trendWidth, TopState state) {
    StringBuilder line = new StringBuilder(padded("cache", nameWidth));
    for (Cells cells : columns) {
      line.append(GAP).append(right(heading(cells.column, state), cells.width));
    }
    if (trendWidth >= SHORTEST_TREND) {
      line.append(GAP).append(right(state.trend().heading(), trendWidth));
    }
    return Line.heading(line.toString()).cut(width);
  }

  /** Marks the column that the table is sorted by. */
  private static String heading(Column column, TopState state) {
    boolean isSorted = state.order().column().filter(column::equals).isPresent();
    return isSorted ? "*" + column.heading() : column.heading();
  }

  /**
   * Returns the columns that fit beside the names, by rank. Columns without a number are left out.
   */
  private List<Cells> columns(List<Activity> caches, TopState state, int nameWidth) {
    Set<Column> chosen = new TreeSet<>();
    int room = width - nameWidth - GAP.length() - SHORTEST_TREND;
    List<Cells> all = Arrays.stream(Column.values()).map(column -> cells(column, caches)).toList();
    List<Cells> byRank =
        all.stream()
            .filter(cells -> !cells.texts.stream().allMatch(Numbers.NONE::equals))
            .sorted(Comparator.comparing(cells -> rank(cells.column, caches, state)))
            .toList();
    for (Cells cells : byRank) {
      int needed = cells.width + GAP.length();
      if (needed <= room) {
        chosen.add(cells.column);
        room -= needed;
      }
    }
    return all.stream().filter(cells -> chosen.contains(cells.column)).toList();
  }

  /** Returns the rank of a column; that of the sorted one, and of trouble, comes first. */
  private static int rank(Column column, List<Activity> caches, TopState state) {
    boolean isSorted = state.order().column().filter(column::equals).isPresent();
    boolean isTrouble =
        column.showsTrouble() && caches.stream().anyMatch(cache -> column.of(cache).orElse(0) > 0);
    return isSorted ? -1 : isTrouble ? 0 : column.rank();
  }

  private static Cells cells(Column column, List<Activity> caches) {
    List<String> texts = caches.stream().map(column::text).toList();
    int longest = texts.stream().mapToInt(String::length).max().orElse(0);
    return new Cells(column, texts, Math.max(longest, column.heading().length() + 1));
  }

  /**
   * Returns a name for each cache, with the manager where two have the same, and a mark if it is in
   * trouble.
   */
  private static List<String> names(List<Activity> caches) {
    var counts =
        caches.stream()
            .collect(Collectors.groupingBy(cache -> cache.id().cache(), Collectors.counting()));
    return caches.stream()
        .map(
            cache ->
                (Advice.isUrgent(cache) ? TROUBLE : "")
                    + (counts.getOrDefault(cache.id().cache(), 0L) == 1
                        ? cache.id().cache()
                        : longName(cache.id())))
        .toList();
  }

  private static String longName(CacheId id) {
    return id.cache()
        + " of "
        + id.manager()
        + (id.instance().isEmpty() ? "" : " #" + id.instance());
  }

  private static String padded(String text, int width) {
    return text.length() > width
        ? text.substring(0, width - 1) + "~"
        : text + " ".repeat(width - text.length());
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
