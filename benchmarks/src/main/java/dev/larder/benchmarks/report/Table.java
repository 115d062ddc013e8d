package dev.larder.benchmarks.report;

import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown, with text in the first column and figures in the others. */
final class Table {
  private final StringBuilder text = new StringBuilder();

  Table(List<String> head) {
    add(head);
    text.append("|---|").append("---:|".repeat(head.size() - 1)).append('\n');
  }

  void add(List<String> cells) {
    text.append(
        cells.stream()
            .map(cell -> cell.replace("|", "\\|"))
            .collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
