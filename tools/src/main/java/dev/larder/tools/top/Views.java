package dev.larder.tools.top;

import dev.larder.tools.figures.Sample;
import dev.larder.tools.figures.Watch;
import dev.larder.tools.report.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The ways to show a watch.
 *
 * @param count the number of samples to show; 0 for no end
 * @param sort the heading of the column to sort by, empty for the names
 */
public record Views(Watch watch, int count, String sort, String filter, boolean ascii) {

  private static final String NAME = "name";

  /** Returns the headings that {@code sort} may name. */
  public static String sortable() {
    return Arrays.stream(Column.values())
        .map(Column::heading)
        .reduce(NAME, (one, other) -> one + ", " + other);
  }

  /** Returns whether a text names a column. */
  public static boolean isSortable(String column) {
    return column.equals(NAME) || Column.named(column).isPresent();
  }

  private TopState state() {
    return TopState.of(sort.isEmpty() ? Optional.empty() : Column.named(sort), filter);
  }

  /**
   * Shows the caches in the terminal until the user quits.
   *
   * @return false if this is no terminal that can be drawn on; nothing is shown then
   */
  public boolean onScreen() throws IOException, InterruptedException {
    try (Terminal terminal =
        TerminalBuilder.builder().name("larder").system(true).dumb(true).build()) {
      if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
        return false;
      }
      new Screen(terminal, watch, ascii).run(state());
      return true;
    }
  }

  /** Prints the table again and again, without any control characters. */
  public void printed(PrintWriter out, int width) throws IOException, InterruptedException {
    Page page = new Page(watch, width, 0, ascii, id -> "");
    watch.sample();
    for (int shown = 0; (count == 0 || shown < count) && !out.checkError(); shown++) {
      Thread.sleep(watch.interval().toMillis());
      Sample sample = watch.sample();
      page.lines(sample, state()).forEach(line -> out.println(line.text().stripTrailing()));
      out.println();
      out.flush();
    }
  }

  /** Prints one JSON object in a line for each sample. */
  public void json(PrintWriter out) throws IOException, InterruptedException {
    watch.sample();
    for (int shown = 0; (count == 0 || shown < count) && !out.checkError(); shown++) {
      Thread.sleep(watch.interval().toMillis());
      Sample sample = watch.sample();
      out.println(Json.line(new TopJson(watch, false).of(sample, state())));
      out.flush();
    }
  }
}
