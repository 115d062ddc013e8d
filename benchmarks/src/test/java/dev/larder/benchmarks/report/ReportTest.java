package dev.larder.benchmarks.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.larder.benchmarks.Settings;
import dev.larder.benchmarks.Subject;
import dev.larder.benchmarks.row.Bar;
import dev.larder.benchmarks.row.Metric;
import dev.larder.benchmarks.row.Row;
import dev.larder.benchmarks.row.Rows;
import dev.larder.benchmarks.run.Results;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportTest {
  private static final List<Row> ROWS = Rows.all(List.of("cs"));

  @TempDir Path out;
  private final Results results = new Results();

  @BeforeEach
  void measure() {
    speed(Subject.MAP, 90, 110, 100);
    speed(Subject.LARDER, 61, 59, 99);
    speed(Subject.CAFFEINE, 30, 20, 25);
    speed(Subject.EHCACHE, 45, 44, 46);
  }

  private void speed(Subject subject, double... rounds) {
    for (double round : rounds) {
      results.add("read, 2 threads", subject, Map.of("speed", round, "allocated", 0.002));
    }
  }

  private String write() throws IOException {
    Settings settings =
        Settings.of(
            new String[] {out.toString(), "quick"},
            name -> name.equals("java.home") ? "/somewhere/jdk" : "");
    return new Report(settings, ROWS, results).write("JDK 17", 9);
  }

  @Test
  void ratios_severalRounds_useMediansAndBestPeer() throws IOException {
    assertThat(
        write(),
        containsString(
            "| read, 2 threads | M ops/s | 100 | 61 | 25 | 45 | 0.61 | 1.36 "
                + "| 0.6 of map; 1.5 × best | yes; **no** |"));
  }

  @Test
  void ratios_earlierBuild_areOfTheSameRow() throws IOException {
    speed(Subject.LARDER_BEFORE, 50, 40, 60);
    assertThat(
        write(), containsString("| read, 2 threads | M ops/s | 100 | 61 | 50 | 25 | 45 | 1.22 |"));
  }

  @Test
  void table_eachLine_hasTheSameColumns() throws IOException {
    for (String part : write().split("\n\n", -1)) {
      if (part.startsWith("|")) {
        assertThat(
            part.lines().map(line -> line.chars().filter(c -> c == '|').count()).distinct().count(),
            is(1L));
      }
    }
  }

  @Test
  void failure_inARow_isAGapWithReason() throws IOException {
    results.fail("read, 2 threads", Subject.CACHE2K, "it would \"not\"");
    assertThat(write(), containsString("- read, 2 threads, cache2k: it would \"not\""));
    assertThat(
        Files.readString(out.resolve("throughput.json")), containsString("it would \\\"not\\\""));
  }

  @Test
  void json_rounds_areKeptWithoutPaths() throws IOException {
    write();
    String json = Files.readString(out.resolve("throughput.json"));
    assertThat(json, containsString("\"speed\": [61,59,99]"));
    assertThat(json, not(containsString("somewhere")));
  }

  @Test
  void charts_all_areWellFormed() throws Exception {
    write();
    String svg = Files.readString(out.resolve("throughput.svg"));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(document.getDocumentElement().getTagName(), is("svg"));
    assertThat(document.getElementsByTagName("rect").getLength(), is(4));
    assertThat(
        BarChart.svg("a < b & c", Map.of()),
        containsString(
            "<text class=\"title\" x=\"8\" y=\"20\" text-anchor=\"start\">a &lt; b &amp; c</text>"));
  }

  @Test
  void median_oddAndEvenCounts_isTheMiddle() {
    assertThat(Results.median(List.of(3.0, 1.0, 2.0)), is(2.0));
    assertThat(Results.median(List.of(4.0, 1.0, 2.0, 3.0)), is(2.5));
    assertThat(Results.median(List.of()), is(Double.NaN));
  }

  @Test
  void format_anyFigure_hasThreeDigits() {
    assertThat(Metric.SPEED.format(0.021234), is("0.0212"));
    assertThat(Metric.SPEED.format(9.999), is("10.0"));
    assertThat(Metric.SPEED.format(123.4), is("123"));
    assertThat(Metric.SPEED.format(0.0001), is("0"));
    assertThat(Metric.JARS.format(3), is("3"));
  }

  @Test
  void ratio_costs_areInverted() {
    assertThat(Bar.ratio(Metric.SPEED, 20, 10), is(2.0));
    assertThat(Bar.ratio(Metric.percentile(99), 10, 20), is(2.0));
  }

  @Test
  void hitRatios_replays_areComparedWithLruAndOptimum() throws IOException {
    Metric hits = Metric.hits(5);
    results.add("cs, 1 thread", Subject.EXACT_LRU, Map.of(hits.name(), 0.5));
    results.add("cs, 1 thread", Subject.OPTIMUM, Map.of(hits.name(), 0.8));
    results.add(
        "cs, 1 thread", Subject.LARDER, Map.of(hits.name(), 0.5031, "fill after burst 5", 1.0));
    String table = write();
    assertThat(
        table,
        containsString(
            "| cs, 1 thread, 5 % | hit ratio | 0.5000 | 0.8000 | 0.5031 "
                + "| within 0.3 points of exact LRU | **no** |"));
    assertThat(
        table, containsString("| mean share of the optimum, 1 thread | 0.625 | 1.000 | 0.629 |"));
    assertThat(table, containsString("| greatest fill after burst, 1 thread |  |  | 1.000 |"));
  }
}
