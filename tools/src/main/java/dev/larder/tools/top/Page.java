package dev.larder.tools.top;

import dev.larder.tools.figures.Activity;
import dev.larder.tools.figures.CacheId;
import dev.larder.tools.figures.Sample;
import dev.larder.tools.figures.Watch;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Everything that the terminal shows at one moment.
 *
 * @param height the number of lines; 0 for as many as there are
 * @param configurations returns the effective configuration of a cache; empty if it is not known
 */
record Page(
    Watch watch, int width, int height, boolean ascii, Function<CacheId, String> configurations) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  private static final List<String> HELP =
      List.of(
          "up, down     select a cache, or scroll (also k, j, page up, page down)",
          "left, right  show another cache",
          "enter        show the selected cache; again: back to the table",
          "s            sort by the next column; its heading has an asterisk",
          "n            sort by name",
          "r            reverse the order",
          "/            filter by name; enter keeps the filter, escape removes it",
          "t            show the course of the hit ratio, or of the gets",
          "^L           draw the screen anew",
          "h            this help",
          "q            quit",
          "",
          "hit%     share of the gets that found an entry, since the start",
          "now%     the same, since the last sample",
          "gets/s   gets a second, since the last sample; so puts/s and others",
          "load     mean time of a call of the loader",
          "failed   calls of the loader that failed, since the start",
          "waiting  threads that wait for a key at present",
          "queued   events that wait for listeners at present",
          "",
          "!: loads or reloads fail, threads wait, or events queue up; enter tells more.",
          "A dash: the provider does not tell, or there was nothing yet.");

  /** Returns the lines. In a table of more caches than fit, the selected one is visible. */
  List<Line> lines(Sample sample, TopState state) {
    List<Activity> caches = state.shown(watch.history().activities());
    List<Line> lines = new ArrayList<>(header(sample, caches.size(), state));
    List<Line> body =
        switch (state.view()) {
          case HELP -> HELP.stream().map(Line::plain).toList();
          case CACHE -> scrolled(cache(caches, state), state, height - lines.size() - 1);
          default -> table(sample, caches, state, height - lines.size() - 1);
        };
    lines.addAll(body);
    if (height > 0) {
      while (lines.size() < height - 1) {
        lines.add(Line.EMPTY);
      }
      lines = new ArrayList<>(lines.subList(0, Math.max(0, height - 1)));
      lines.add(Line.heading(footer(state)));
    }
    return lines.stream().map(line -> line.cut(width)).toList();
  }

  private List<Line> header(Sample sample, int shown, TopState state) {
    List<Line> lines = new ArrayList<>();
    int all = sample.caches().size() + sample.withoutFigures().size();
    String count = shown < sample.caches().size() ? shown + " of " + all : "" + all;
    lines.add(
        Line.plain(
            "larder top  %s  %s cache%s  %s"
                .formatted(
                    TIME.format(sample.time()),
                    count,
                    all == 1 ? "" : "s",
                    watch.connection().name())));
    sample.stores().forEach((address, figures) -> lines.add(store(address, figures)));
    if (state.filter().isTyping() || !state.filter().text().isEmpty()) {
      String cursor = state.filter().isTyping() ? "_" : "";
      lines.add(Line.plain("filter: " + state.filter().text() + cursor));
    }
    lines.add(Line.EMPTY);
    return lines;
  }

  private static Line store(String address, Map<String, Object> figures) {
    boolean isConnected = Boolean.TRUE.equals(figures.get("Connected"));
    return Line.plain(
        "store %s  %s  reconnects %s  conflicts %s  unknown outcomes %s"
            .formatted(
                address,
                isConnected ? "connected" : "NOT CONNECTED",
                figures.getOrDefault("Reconnects", Numbers.NONE),
                figures.getOrDefault("Conflicts", Numbers.NONE),
                figures.getOrDefault("UnknownOutcomes", Numbers.NONE)));
  }

  private List<Line> table(Sample sample, List<Activity> caches, TopState state, int room) {
    if (sample.isEmpty()) {
      return Line.wrapped(
          "No cache of this JVM shows itself: statistics = true and management = true, or"
              + " enableStatistics of the cache manager, register their MBeans.",
          width);
    }
    List<Line> all = new TableView(watch.history(), width, ascii).lines(caches, state);
    List<Line> rows = new ArrayList<>(all.subList(1, all.size()));
    int selected = state.selectedIndex(caches);
    if (height > 0 && !rows.isEmpty()) {
      rows.set(selected, new Line(filled(rows.get(selected).text()), Line.Style.SELECTED));
    }
    for (Map.Entry<CacheId, String> other : sample.withoutFigures().entrySet()) {
      if (state.filter().accepts(other.getKey())) {
        rows.add(Line.plain(other.getKey().cache() + ": " + other.getValue()));
      }
    }
    if (rows.isEmpty()) {
      rows.add(Line.plain("No cache matches the filter."));
    }
    List<Line> lines = new ArrayList<>();
    lines.add(all.get(0));
    lines.addAll(height > 0 ? window(rows, selected, Math.max(1, room - 1)) : rows);
    return lines;
  }

  private String filled(String text) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** Returns as many rows as there is room for, with the selected one among them. */
  private static List<Line> window(List<Line> rows, int selected, int room) {
    if (rows.size() <= room) {
      return rows;
    }
    int first = Math.max(0, Math.min(selected - room / 2, rows.size() - room));
    return rows.subList(first, first + room);
  }

  /** Returns the lines from where the user has scrolled to; the last lines stay visible. */
  private static List<Line> scrolled(List<Line> lines, TopState state, int room) {
    int first = Math.max(0, Math.min(state.position().scrolled(), lines.size() - room));
    boolean isCut = lines.size() - first > room && room > 1;
    List<Line> visible =
        new ArrayList<>(lines.subList(first, isCut ? first + room - 1 : lines.size()));
    if (isCut) {
      visible.add(Line.plain("... down: " + (lines.size() - first - room + 1) + " more lines"));
    }
    return visible;
  }

  private List<Line> cache(List<Activity> caches, TopState state) {
    if (caches.isEmpty()) {
      return List.of(Line.plain("The cache is closed."));
    }
    Activity cache = caches.get(state.selectedIndex(caches));
    if (state.position().selected().filter(cache.id()::equals).isEmpty()) {
      return List.of(Line.plain("The cache is closed."));
    }
    return new CacheView(
            watch.history(), width, ascii, configurations.apply(cache.id()), watch.advice(cache))
        .lines(cache);
  }

  private static String footer(TopState state) {
    if (state.filter().isTyping()) {
      return "enter keep filter  escape remove filter";
    }
    return switch (state.view()) {
      case TABLE -> "q quit  s sort  r reverse  / filter  enter details  t trend  h help";
      case CACHE -> "enter back  left, right other cache  up, down scroll  q quit  h help";
      default -> "h back  q quit";
    };
  }
}
