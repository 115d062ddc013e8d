package dev.larder.tools.top;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.larder.tools.figures.Activity;
import dev.larder.tools.figures.Sample;
import dev.larder.tools.figures.Watch;
import dev.larder.tools.jmx.ConnectorServer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  private static ConnectorServer server;
  private Watch watch;
  private TopState state = TopState.of(Optional.empty(), "");

  @BeforeAll
  static void startServer() throws Exception {
    server = ConnectorServer.start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @BeforeEach
  void connect() {
    watch = Watches.of(server);
  }

  private List<String> texts(Sample sample, int width, int height) throws Exception {
    return new Page(watch, width, height, true, id -> "maximum-size=7 (test)")
        .lines(sample, state).stream().map(Line::text).toList();
  }

  private void press(String... keys) {
    for (String key : keys) {
      List<Activity> shown = state.shown(watch.history().activities());
      state = state.after(new Key(key), shown);
    }
  }

  private static String row(List<String> lines, String name) {
    return lines.stream().filter(line -> line.startsWith(name)).findFirst().orElse("");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 60, 80, 100, 120, 200, 400})
  void lines_anyWidth_fit(int width) throws Exception {
    Sample sample = Watches.invented(watch, "books", "a cache with a very long name".repeat(3));
    for (String view : List.of("", "enter", "h")) {
      press("escape");
      press(view);
      List<Integer> lengths = texts(sample, width, 24).stream().map(String::length).toList();
      assertThat(lengths, everyItem(lessThanOrEqualTo(width)));
      assertThat(lengths.size(), is(24));
    }
  }

  @Test
  void lines_table_showsTheFigures() throws Exception {
    Sample sample = Watches.invented(watch, "books", "films");
    List<String> lines = texts(sample, 80, 24);
    assertThat(row(lines, "cache"), containsString("hit%"));
    assertThat(
        row(lines, "books").replaceAll(" +", " "),
        startsWith("books 90.0 1.0k 100 2.5ms 3 12k 20k"));
    assertThat(
        row(lines, "films").replaceAll(" +", " "),
        startsWith("films 90.0 2.0k 200 2.5ms 3 12k 20k"));
  }

  @Test
  void lines_wideTable_hasMoreColumns() throws Exception {
    Sample sample = Watches.invented(watch, "books");
    assertThat(row(texts(sample, 80, 24), "cache"), not(containsString("waiting")));
    assertThat(row(texts(sample, 200, 24), "cache"), containsString("waiting"));
  }

  @Test
  void lines_columnThatNoCacheHas_isLeftOut() throws Exception {
    Sample sample = Watches.invented(watch, "books");
    assertThat(row(texts(sample, 200, 24), "cache"), not(containsString("queued")));
  }

  @Test
  void lines_moreCachesThanFit_showTheSelectedOne() throws Exception {
    String[] names = IntStream.range(100, 200).mapToObj(i -> "cache-" + i).toArray(String[]::new);
    Sample sample = Watches.invented(watch, names);
    assertThat(row(texts(sample, 80, 24), "cache-100"), containsString("90.0"));
    press("end");
    assertThat(row(texts(sample, 80, 24), "cache-199"), containsString("90.0"));
    assertThat(row(texts(sample, 80, 24), "cache-100"), is(""));
    press("up", "page up");
    assertThat(row(texts(sample, 80, 24), "cache-188"), containsString("90.0"));
  }

  @Test
  void sort_byColumn_putsTheLargestFirst() throws Exception {
    Sample sample = Watches.invented(watch, "a", "b", "c");
    press("s", "s", "s");
    List<String> lines = texts(sample, 80, 0);
    assertThat(row(lines, "cache"), containsString("*gets/s"));
    assertThat(lines.get(3), startsWith("c "));
    press("r");
    assertThat(texts(sample, 80, 0).get(3), startsWith("a "));
    press("n");
    assertThat(texts(sample, 80, 0).get(3), startsWith("c "));
  }

  @Test
  void filter_typed_showsMatchingCaches() throws Exception {
    Sample sample = Watches.invented(watch, "books", "films");
    press("/", "F", "i", "q");
    assertThat(texts(sample, 80, 24).get(1), is("filter: Fiq_"));
    press("backspace", "enter");
    List<String> lines = texts(sample, 80, 24);
    assertThat(lines.get(0), containsString("1 of 2 caches"));
    assertThat(row(lines, "books"), is(""));
    assertThat(row(lines, "films"), containsString("90.0"));
    press("/", "escape");
    assertThat(row(texts(sample, 80, 24), "books"), containsString("90.0"));
  }

  @Test
  void details_selectedCache_showExactFigures() throws Exception {
    Sample sample = Watches.invented(watch, "books", "films");
    press("down", "enter");
    List<String> lines = texts(sample, 80, 40);
    assertThat(lines.get(2), is("films"));
    assertThat(row(lines, "gets ").replaceAll(" +", " "), is("gets 6,000 2.0k"));
    assertThat(row(lines, "hit ratio ").trim().length(), not(is(0)));
    press("right");
    assertThat(texts(sample, 80, 40).get(2), is("films"));
    press("left");
    assertThat(texts(sample, 80, 40).get(2), is("books"));
  }

  @Test
  void details_shortScreen_scroll() throws Exception {
    Sample sample = Watches.invented(watch, "books");
    press("enter");
    List<String> before = texts(sample, 80, 10);
    assertThat(before.get(8), startsWith("... down: "));
    press("end");
    List<String> after = texts(sample, 80, 10);
    assertThat(after.get(8), is("maximum-size=7 (test)"));
    press("home");
    assertThat(texts(sample, 80, 10), is(before));
  }

  @Test
  void details_closedCache_saySo() throws Exception {
    Watches.invented(watch, "books", "films");
    press("end", "enter");
    Sample without = Watches.invented(watch, "books");
    assertThat(texts(without, 80, 24).get(2), is("The cache is closed."));
  }

  @Test
  void lines_nameWithEscapeCodes_doNotControlTheTerminal() throws Exception {
    Sample sample = Watches.invented(watch, "\u001b]0;title\u0007\u202e\nnext");
    assertThat(row(texts(sample, 80, 24), "?]0;title???next"), containsString("90.0"));
  }

  @Test
  void sort_byColumnThatDoesNotFit_showsItAllTheSame() throws Exception {
    Sample sample = Watches.invented(watch, "books");
    state = TopState.of(Column.named("full"), "");
    assertThat(row(texts(sample, 60, 24), "cache"), containsString("*full%"));
  }

  @Test
  void quit_pressed_endsTheView() {
    press("q");
    assertThat(state.view(), is(TopState.View.QUIT));
  }

  @Test
  void keys_pressed_doNotFailWithoutCaches() throws Exception {
    Sample sample = Watches.invented(watch);
    press("up", "down", "left", "right", "enter", "end", "s", "r", "t", "h", "?", "x");
    assertThat(texts(sample, 80, 24).size(), is(24));
  }
}
