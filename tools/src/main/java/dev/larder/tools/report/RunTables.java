package dev.larder.tools.report;

import dev.larder.tools.replay.RunResult;
import java.util.OptionalLong;

/** The tables of a report, with a row for each run. */
record RunTables(ReplayReport report, Glyphs glyphs) {

  /** Returns the benefit of each size. */
  TextTable hits() {
    return report.comparesPolicies() ? hitsByPolicy() : hitsBySize();
  }

  private TextTable hitsByPolicy() {
    TextTable table =
        new TextTable(
            "entries", "of keys", "policy", "hit ratio", "exact LRU", "misses", "time", "faster");
    table.row(
        "no cache",
        "",
        "",
        "",
        "",
        Figures.count(report.trace().requests()),
        Figures.time(report.uncachedNanos()),
        "");
    OptionalLong last = OptionalLong.empty();
    for (RunResult run : report.runs()) {
      boolean isSame = run.entries().equals(last);
      table.row(
          isSame ? "" : entries(run),
          isSame ? "" : ofKeys(run),
          run.bound().policy(),
          Figures.percent(run.hitRatio()),
          isSame ? "" : exactLru(run),
          Figures.count(run.misses()),
          Figures.time(run.nanos()),
          Figures.times(report.speedUp(run)));
      last = run.entries();
    }
    return table;
  }

  private TextTable hitsBySize() {
    TextTable table =
        new TextTable(
            "entries",
            "of keys",
            "hits",
            "misses",
            "hit ratio",
            "exact LRU",
            "vs. LRU",
            "time",
            "faster");
    table.row(
        "no cache",
        "",
        "",
        Figures.count(report.trace().requests()),
        "",
        "",
        "",
        Figures.time(report.uncachedNanos()),
        "");
    for (RunResult run : report.runs()) {
      table.row(
          entries(run),
          ofKeys(run),
          Figures.count(run.hits()),
          Figures.count(run.misses()),
          Figures.percent(run.hitRatio()),
          exactLru(run),
          points(run),
          Figures.time(run.nanos()),
          Figures.times(report.speedUp(run)));
    }
    return table;
  }

  static String entries(RunResult run) {
    return run.entries().isPresent() ? Figures.count(run.entries().getAsLong()) : "its own";
  }

  private String ofKeys(RunResult run) {
    return run.entries().isPresent()
        ? Figures.share((double) run.entries().getAsLong() / report.lru().distinct())
        : "";
  }

  private boolean hasLru(RunResult run) {
    return report.comparable() && run.entries().isPresent();
  }

  private String exactLru(RunResult run) {
    return hasLru(run) ? Figures.percent(report.lru().hitRatio(run.entries().getAsLong())) : "";
  }

  private String points(RunResult run) {
    return hasLru(run)
        ? Figures.points(run.hitRatio() - report.lru().hitRatio(run.entries().getAsLong()))
        : "";
  }

  /** Returns the figures of the MBeans, and whether they agree. */
  TextTable mbeans() {
    TextTable table =
        new TextTable(
            "entries", "policy", "gets", "hits", "misses", "evictions", "average get", "verdict");
    for (RunResult run : report.runs()) {
      table.row(
          entries(run),
          run.bound().policy(),
          Figures.count(run.mbean().gets()),
          Figures.count(run.mbean().hits()),
          Figures.count(run.mbean().misses()),
          Figures.count(run.mbean().evictions()),
          glyphs.plain(Figures.micros(run.mbean().averageGetMicros())),
          report.discrepancies(run).isEmpty() ? "agree" : "DISAGREE");
    }
    return table;
  }
}
