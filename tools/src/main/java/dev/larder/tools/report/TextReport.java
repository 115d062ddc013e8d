package dev.larder.tools.report;

import dev.larder.tools.provider.Contender;
import dev.larder.tools.provider.OwnConfiguration;
import dev.larder.tools.provider.ProviderSetup;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The report for a terminal.
 *
 * @param width the width of the text in columns
 * @param heading formats a heading
 */
public record TextReport(
    ReplayReport report, int width, Glyphs glyphs, UnaryOperator<String> heading) {
  private static final int INPUT_INDENT = 12;

  /** Returns a report that uses the characters of the terminal. */
  public static TextReport of(
      ReplayReport report, int width, boolean ascii, UnaryOperator<String> heading) {
    return new TextReport(report, width, Glyphs.of(ascii), heading);
  }

  /** Prints the whole report. */
  public void print(PrintWriter out) {
    section(out, "Replay of " + report.source(), inputs());
    section(out, "Hits by cache size", tables().hits().lines(glyphs, width));
    paragraph(out, timeNote());
    Comparison.of(report.runs())
        .ifPresent(
            comparison -> {
              out.println();
              paragraph(out, comparison.sentence(report.names()));
            });
    if (report.hasCurve()) {
      section(
          out, "Miss ratio by cache size", new TerminalPlot(report.curve(), width, glyphs).lines());
    }
    section(
        out,
        "Read back over JMX from javax.cache:type=CacheStatistics",
        tables().mbeans().lines(glyphs, width));
    out.println();
    new Verdict(report).sentences().forEach(sentence -> paragraph(out, sentence));
    out.println();
  }

  private void paragraph(PrintWriter out, String text) {
    Paragraph.lines("  " + text, width, 2).forEach(out::println);
  }

  private void section(PrintWriter out, String title, List<String> lines) {
    out.println();
    Paragraph.lines(title, width).forEach(line -> out.println(heading.apply(line)));
    out.println();
    lines.forEach(line -> out.println(glyphs.plain(line).stripTrailing()));
  }

  private List<String> inputs() {
    int sample = report.trace().info().sample();
    String keys = Figures.count(report.lru().distinct());
    List<String> lines = new ArrayList<>();
    input(lines, "trace", report.extent("distinct keys") + skipped());
    if (sample > 1) {
      input(lines, "sampled", "one key in " + Figures.count(sample) + "; sizes are scaled");
    }
    for (ProviderSetup setup : setups()) {
      String full = setup.name() + ", " + setup.className();
      input(lines, "cache", full.length() > width - INPUT_INDENT ? setup.name() : full);
    }
    input(lines, "settings", "read-through, " + settings());
    setups().stream()
        .filter(setup -> !setup.sizable())
        .forEach(setup -> inputOfBound(lines, setup));
    input(lines, "behind", "an H2 table in memory, " + keys + " rows; every miss is one SELECT");
    return lines;
  }

  private void inputOfBound(List<String> lines, ProviderSetup setup) {
    String bound =
        setup.own().map(OwnConfiguration::bound).orElse("its own: this tool cannot set it");
    input(lines, "bound", setup.name() + ": " + bound);
    input(lines, "", "one run, and no curve of sizes");
  }

  private void input(List<String> lines, String name, String text) {
    String start = "  " + name + " ".repeat(INPUT_INDENT - 2 - name.length());
    lines.addAll(Paragraph.lines(start + text, width, INPUT_INDENT));
  }

  private List<ProviderSetup> setups() {
    return report.contenders().stream().map(Contender::setup).distinct().toList();
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

  private RunTables tables() {
    return new RunTables(report, glyphs);
  }

  private String timeNote() {
    return report.isTimeScaled()
        ? "without a cache the first "
            + Figures.count(report.uncached().requests())
            + " requests were run, and their time scaled"
        : "without a cache each request is a SELECT; with one, misses are";
  }
}
