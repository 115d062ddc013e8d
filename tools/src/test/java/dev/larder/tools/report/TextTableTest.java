package dev.larder.tools.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.tools.report.TextTable.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void columns_wide_areAlignedUnderARule() {
    assertThat(
        table().lines(Glyphs.ASCII, 80),
        is(
            List.of(
                "  size  provider  misses  time",
                "  ----  --------  ------  ----",
                "     1  a             10   5 s",
                "        b             20   6 s",
                "     2  a              3   7 s")));
  }

  @Test
  void columns_narrow_loseTheHighestRankFirst() {
    assertThat(table().lines(Glyphs.ASCII, 29).get(0), is("  size  provider  time"));
    assertThat(table().lines(Glyphs.ASCII, 21).get(0), is("  size  provider"));
  }

  @Test
  void columns_tooNarrow_becomeBlocks() {
    assertThat(
        table().lines(Glyphs.ASCII, 15).subList(0, 6),
        is(
            List.of(
                "  size      1",
                "  provider  a",
                "  misses    10",
                "  time      5 s",
                "",
                "  size      1")));
  }

  @Test
  void blocks_longCell_isDivided() {
    TextTable table = new TextTable(Column.text("name", 0));
    table.row("abcdefghij");

    assertThat(
        table.lines(Glyphs.ASCII, 11),
        is(List.of("  name", "        abc", "        def", "        ghi", "        j")));
  }

  @Test
  void row_wrongLength_isRejected() {
    assertThrows(IllegalArgumentException.class, () -> table().row("1"));
  }

  private static TextTable table() {
    TextTable table =
        new TextTable(
            Column.group("size", 0),
            Column.text("provider", 0),
            Column.number("misses", 2),
            Column.number("time", 1));
    table.row("1", "a", "10", "5 s");
    table.row("1", "b", "20", "6 s");
    table.row("2", "a", "3", "7 s");
    return table;
  }
}
