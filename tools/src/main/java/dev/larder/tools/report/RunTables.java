package dev.larder.tools.report;

import dev.larder.tools.provider.CacheSize;
import dev.larder.tools.replay.MBeanFigures;
import dev.larder.tools.replay.RunResult;
import dev.larder.tools.report.TextTable.Column;
import java.util.function.Function;

/** The tables of a report, with a row for each run. */
record RunTables(ReplayReport report, Glyphs glyphs) {

  /** Returns the benefit of each size and contender. */
  TextTable hits() {
    TextTable table =
        new TextTable(
            Column.group("entries", 0),
            Column.group("of keys", 4),
            Column.text("cache", 0),
            Column.number("hit ratio", 0),
            Column.group("exact LRU", 3),
            Column.number("vs. LRU", 6),
            Column.number("misses", 1),
            Column.number("time", 2),
            Column.number("faster", 5));
    table.row(
        "no cache",
        "",
        "",
        "",
        "",
        "",
        Figures.count(report.trace().requests()),
        Figures.time(report.uncachedNanos()),
        "");
    for (RunResult run : report.runs()) {
      table.row(
          entries(run),
          ofSize(run, size -> Figures.share((double) size.held() / report.lru().distinct())),
          report.names().label(run.subject().contender()),
          Figures.percent(run.hitRatio()),
          besideLru(run, size -> Figures.percent(report.lru().hitRatio(size.held()))),
          besideLru(
              run, size -> Figures.points(run.hitRatio() - report.lru().hitRatio(size.held()))),
          Figures.count(run.misses()),
          Figures.time(run.nanos()),
          Figures.times(report.speedUp(run)));
    }
    return table;
  }

  static String entries(RunResult run) {
    return run.size().map(size -> Figures.count(size.entries())).orElse("its own");
  }

  private static String ofSize(RunResult run, Function<CacheSize, String> figure) {
    return run.size().map(figure).orElse("");
  }

  private String besideLru(RunResult run, Function<CacheSize, String> figure) {
    return report.comparable() ? ofSize(run, figure) : "";
  }

  /** Returns the figures of the MBeans, and whether they agree. */
  TextTable mbeans() {
    TextTable table =
        new TextTable(
            Column.group("entries", 0),
            Column.text("cache", 0),
            Column.number("gets", 4),
            Column.number("hits", 1),
            Column.number("misses", 2),
            Column.number("evictions", 3),
            Column.number("average get", 5),
            Column.text("verdict", 0));
    for (RunResult run : report.runs()) {
      MBeanFigures mbean = run.mbean();
      table.row(
          entries(run),
          report.names().label(run.subject().contender()),
          Figures.count(mbean.gets()),
          Figures.count(mbean.hits()),
          Figures.count(mbean.misses()),
          Figures.count(mbean.evictions()),
          glyphs.plain(Figures.micros(mbean.averageGetMicros())),
          report.verdict(run));
    }
    return table;
  }
}
