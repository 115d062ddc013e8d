package dev.larder.benchmarks.row;

import dev.larder.benchmarks.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A task, who does it, and what is shown of it.
 *
 * @param name unlike that of any other row
 * @param task what is done
 * @param subjects by whom
 * @param quick whether the quick mode has it
 * @param rounds how often in full mode
 * @param lines where its figures are shown; the first says with which family they are kept
 */
public record Row(
    String name, Task task, Set<Subject> subjects, boolean quick, int rounds, List<Line> lines) {
  private static final int ROUNDS = 3;

  /** A row of the full mode, shown nowhere yet. */
  public static Row of(String name, Task task, Set<Subject> subjects) {
    return new Row(name, task, subjects, false, ROUNDS, List.of());
  }

  /** Has the quick mode run it, too. */
  public Row inQuick() {
    return new Row(name, task, subjects, true, rounds, lines);
  }

  /** Has the quick mode run it, too, if so. */
  public Row inQuick(boolean so) {
    return so ? inQuick() : this;
  }

  /** Runs it so many times in full mode. */
  public Row rounds(int number) {
    return new Row(name, task, subjects, quick, number, lines);
  }

  /** Shows a figure under the row's own name. */
  public Row show(Family family, Metric metric, Bar... bars) {
    return show(family, name, metric, bars);
  }

  /** Shows a figure. */
  public Row show(Family family, String label, Metric metric, Bar... bars) {
    List<Line> more = new ArrayList<>(lines);
    more.add(new Line(family, label, metric, List.of(bars)));
    return new Row(name, task, subjects, quick, rounds, List.copyOf(more));
  }

  /** With which family its figures are kept. */
  public Family family() {
    return lines.get(0).family();
  }
}
