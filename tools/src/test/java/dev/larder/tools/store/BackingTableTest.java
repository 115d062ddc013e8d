package dev.larder.tools.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.cache.integration.CacheLoaderException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackingTableTest {
  private BackingTable table;

  @BeforeEach
  void create() throws SQLException {
    table = new BackingTable();
  }

  @AfterEach
  void close() throws SQLException {
    table.close();
  }

  @Test
  void read_eachKey_returnsItsContent() throws SQLException {
    table.populate(List.of("a", "it's \"quoted\" \u00e9"), rows -> {});

    assertThat(BackingTable.isContentOf(table.read("a"), "a"), is(true));
    assertThat(BackingTable.isContentOf(table.read("a"), "b"), is(false));
    String key = "it's \"quoted\" \u00e9";
    assertThat(BackingTable.isContentOf(table.read(key), key), is(true));
  }

  @Test
  void queries_eachRead_areCounted() throws SQLException {
    table.populate(List.of("a", "b"), rows -> {});
    table.read("a");
    table.read("b");
    table.read("a");

    assertThat(table.queries(), is(3L));
  }

  @Test
  void read_unknownKey_isAnError() {
    SQLException error = assertThrows(SQLException.class, () -> table.read("x"));

    assertThat(error.getMessage(), containsString("no row for key x"));
    assertThat(table.queries(), is(0L));
  }

  @Test
  void populate_eachBatch_reportsTheRows() throws SQLException {
    List<Long> told = new ArrayList<>();

    table.populate(IntStream.range(0, 2_500).mapToObj(i -> "k" + i).toList(), told::add);

    assertThat(told, is(List.of(1_000L, 2_000L, 2_500L)));
  }

  @Test
  void loader_eachCall_readsAndCounts() throws SQLException {
    table.populate(List.of("a", "b"), rows -> {});
    TableLoader loader = new TableLoader(table);

    Map<String, String> loaded = loader.loadAll(List.of("a", "b"));

    assertThat(BackingTable.isContentOf(loaded.get("b"), "b"), is(true));
    assertThat(loader.calls(), is(2L));
    assertThat(table.queries(), is(2L));
  }

  @Test
  void loader_failingQuery_wrapsTheException() {
    TableLoader loader = new TableLoader(table);

    assertThat(
        assertThrows(CacheLoaderException.class, () -> loader.load("x")).getMessage(),
        containsString("key x"));
  }
}
