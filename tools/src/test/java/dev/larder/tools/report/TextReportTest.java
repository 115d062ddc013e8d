package dev.larder.tools.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.larder.tools.provider.CacheSize;
import dev.larder.tools.provider.Contender;
import dev.larder.tools.provider.Subject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextReportTest {
  @Test
  void report_severalContenders_namesThemInEachTable() {
    ReplayReport report =
        Reports.of("my trace", List.of(Reports.LRU, Reports.ADAPTIVE, Reports.CAFFEINE), 100, 500);

    assertThat(
        text(report, 200),
        allOf(
            containsString("larder, dev.larder.LarderCachingProvider"),
            containsString("● larder lru   ◇ larder adaptive   ■ caffeine"),
            containsString("on this trace all caches of one size have the same")));
  }

  @Test
  void report_differingHits_readsTheLargestDifference() {
    List<Subject> subjects =
        Contender.subjects(
            List.of(Reports.LRU, Reports.CAFFEINE, Reports.CACHE2K),
            List.of(CacheSize.of(10), CacheSize.of(20)));
    ReplayReport report =
        Reports.of(
            "t",
            1,
            subjects,
            subject ->
                subject.equals(subjects.get(4))
                    ? 5_000
                    : subject.equals(subjects.get(0)) ? 9_000 : 10_000);

    assertThat(
        text(report, 200),
        containsString(
            "with 20 entries, caffeine answers 75.00 % of the requests itself, and larder lru"
                + " 50.00 %."));
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 40, 60, 80, 100, 120})
  void report_anyWidth_fits(int width) {
    ReplayReport report =
        Reports.sampled(
            "/a/long/path/without/a/single/space/that/is/longer/than/the/terminal.txt",
            16,
            List.of(Reports.LRU, Reports.ADAPTIVE, Reports.CAFFEINE),
            100,
            500_000);

    assertThat(
        text(report, width).lines().filter(line -> line.length() > width).toList(), is(empty()));
  }

  @Test
  void report_sampledTrace_showsFullSizes() {
    String text = text(Reports.sampled("t", 16, List.of(Reports.LRU), 16_000), 100);

    assertThat(
        text,
        allOf(
            containsString("distinct keys of the sample"),
            containsString("sampled   one key in 16; sizes are scaled"),
            containsString(" 16,000 ")));
  }

  @Test
  void verdict_otherProviderDiffers_isANote() {
    ReplayReport report = withExcess(Reports.CAFFEINE);

    assertThat(report.larderAgrees(), is(true));
    assertThat(
        text(report, 200),
        allOf(
            containsString("Note: another provider counts otherwise"),
            containsString("caffeine, size 100: hits"),
            containsString("differ"),
            not(containsString("DISAGREE"))));
  }

  @Test
  void verdict_larderDiffers_isAFailure() {
    ReplayReport report = withExcess(Reports.LRU);

    assertThat(report.larderAgrees(), is(false));
    assertThat(text(report, 200), containsString("DISAGREE"));
  }

  private static ReplayReport withExcess(Contender contender) {
    ReplayReport report = Reports.of("t", List.of(contender), 100);
    Subject subject = report.runs().get(0).subject();
    return new ReplayReport(
        report.trace(),
        report.lru(),
        report.settings(),
        report.uncached(),
        List.of(Reports.run(subject, 9_000, 1)));
  }

  @Test
  void report_sampledRun_saysSoAndThatFiguresAgree() {
    assertThat(
        text(Reports.of("my trace", 100, 500), 100),
        allOf(
            containsString("Replay of my trace"),
            containsString("20,000 requests"),
            containsString("the first 10,000 requests were run, and their time scaled"),
            containsString("Tool, table and MBeans agree")));
  }

  @Test
  void report_asciiGlyphs_isAscii() {
    String text = text(Reports.of("my trace", 100, 500), 100, true);

    assertThat(text.chars().allMatch(character -> character < 128), is(true));
  }

  @Test
  void json_eachRun_hasItsFigures() {
    String json = new JsonReport(Reports.of("a \"trace\"", 100, 500)).text();

    assertThat(
        json,
        allOf(
            containsString("\"trace\":\"a \\\"trace\\\"\""),
            containsString("\"requests\":20000"),
            containsString("\"agree\":true"),
            containsString("\"entries\":500"),
            containsString("\"sample\":1"),
            containsString(
                "{\"provider\":\"com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider\""),
            containsString("\"expiry\":null")));
  }

  @Test
  void json_specialCharacters_areEscaped() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("a\nb", Arrays.asList(1L, true, null, 0.5, Double.NaN));
    map.put("c", "\\ \u0001 \u00e9");

    assertThat(
        Json.of(map).replaceAll("\n *", ""),
        is("{\"a\\nb\":[1,true,null,0.500000,null],\"c\":\"\\\\ \\u0001 \u00e9\"}"));
  }

  private static String text(ReplayReport report, int width) {
    return text(report, width, false);
  }

  private static String text(ReplayReport report, int width, boolean ascii) {
    StringWriter text = new StringWriter();
    TextReport.of(report, width, ascii, heading -> heading).print(new PrintWriter(text, true));
    return text.toString();
  }
}
