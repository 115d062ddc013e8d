package dev.larder.tools.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextReportTest {
  @Test
  void table_columns_areRightAlignedUnderARule() {
    TextTable table = new TextTable("a", "long");
    table.row("1,000", "2");

    assertThat(
        table.lines(Glyphs.ASCII), is(List.of("      a  long", "  -----  ----", "  1,000     2")));
  }

  @Test
  void table_rowOfWrongLength_isRejected() {
    TextTable table = new TextTable("a", "b");

    assertThrows(IllegalArgumentException.class, () -> table.row("1"));
  }

  @Test
  void report_sampledRun_saysSoAndThatFiguresAgree() {
    assertThat(
        text(Reports.of("my trace", 100, 500), false),
        allOf(
            containsString("Replay of my trace"),
            containsString("20,000 requests"),
            containsString("the first 10,000 requests were run, and their time scaled"),
            containsString("Tool, table and MBeans agree")));
  }

  @Test
  void report_asciiGlyphs_isAscii() {
    String text = text(Reports.of("my trace", 100, 500), true);

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

  private static String text(ReplayReport report, boolean ascii) {
    StringWriter text = new StringWriter();
    TextReport.of(report, 100, ascii, heading -> heading).print(new PrintWriter(text, true));
    return text.toString();
  }
}
