package dev.larder.tools.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The report for a terminal.
 *
 * @param width the width of the plot in columns
 * @param heading formats a heading
 */
public record TextReport(
    ReplayReport report, int width, Glyphs glyphs, UnaryOperator<String> heading) {

  /** Returns a report that uses the characters of the terminal. */
  public static TextReport of(
      ReplayReport report, int width, boolean ascii, UnaryOperator<String> heading) {
    return new TextReport(report, width, Glyphs.of(ascii), heading);
  }

  /** Prints the whole report. */
  public void print(PrintWriter out) {
    section(out, "Replay of " + report.source(), inputs());
    section(out, "Hits by cache size", tables().hits().lines(glyphs));
    out.println("  " + timeNote());
    if (!report.comparison().isEmpty()) {
      out.println();
      wrapped(report.comparison()).forEach(line -> out.println("  " + line));
    }
    if (report.sized()) {
      section(
          out, "Miss ratio by cache size", new TerminalPlot(report.curve(), width, glyphs).lines());
    }
    section(
        out,
        "Read back over JMX from javax.cache:type=CacheStatistics",
        tables().mbeans().lines(glyphs));
    out.println();
    verdict().forEach(line -> out.println("  " + line));
    out.println();
  }

  private List<String> wrapped(String sentence) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > Math.max(40, width - 2)) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private void section(PrintWriter out, String title, List<String> lines) {
    out.println();
    out.println(heading.apply(title));
    out.println();
    lines.forEach(line -> out.println(glyphs.plain(line).stripTrailing()));
  }

  private List<String> inputs() {
    String keys = Figures.count(report.lru().distinct());
    List<String> lines = new ArrayList<>();
    lines.add("  trace     " + requests() + " for " + keys + " distinct keys" + skipped());
    lines.add("  cache     " + report.provider());
    lines.add("  settings  read-through, " + settings());
    if (!report.sized()) {
      lines.add("  bound     " + boundNote());
    }
    lines.add("  behind    an H2 table in memory, " + keys + " rows; every miss is one SELECT");
    return lines;
  }

  private String requests() {
    return Figures.count(report.trace().requests()) + " requests";
  }

  private String skipped() {
    long empty = report.trace().skipped().empty();
    long keyless = report.trace().skipped().keyless();
    return (empty == 0 ? "" : "; lines skipped: " + Figures.count(empty) + " empty")
        + (keyless == 0 ? "" : "; lines skipped: " + Figures.count(keyless) + " without a key");
  }

  private String settings() {
    int threads = report.settings().threads();
    return (report.settings().byReference() ? "by reference, " : "by value, ")
        + (threads == 1 ? "1 thread" : threads + " threads")
        + report.settings().expiry().map(time -> ", expiry " + Figures.duration(time)).orElse("");
  }

  private String boundNote() {
    return report.setup().uri().isPresent()
        ? "as " + report.setup().uri().get() + " says; one run, and no curve of sizes"
        : "its own: this tool cannot set this provider's sizes; one run, and no curve of sizes";
  }

  private RunTables tables() {
    return new RunTables(report, glyphs);
  }

  private String timeNote() {
    return report.sampled()
        ? "without a cache the first "
            + Figures.count(report.uncached().requests())
            + " requests were run, and their time scaled"
        : "without a cache each request is a SELECT; with one, misses are";
  }

  private List<String> verdict() {
    if (report.agrees()) {
      return List.of(
          "Tool, table and MBeans agree:",
          report.settings().threads() == 1
              ? "requests = gets, misses = loads = SELECTs" + evictions()
              : "requests = gets, loads = SELECTs, misses = loads and waits for one" + evictions());
    }
    return report.runs().stream()
        .flatMap(
            run ->
                report.discrepancies(run).stream()
                    .map(
                        what ->
                            "size %s %s: %s"
                                .formatted(RunTables.entries(run), run.bound().policy(), what)
                                .replace(" : ", ": ")))
        .toList();
  }

  private String evictions() {
    return report.comparable() ? ", evictions = loads - entries left" : "";
  }
}
