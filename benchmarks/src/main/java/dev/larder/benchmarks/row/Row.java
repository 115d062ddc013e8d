package dev.larder.benchmarks.row;

import dev.larder.benchmarks.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A task, its subjects, and the figures that are shown.
 *
 * @param name a unique name
 * @param task the task
 * @param subjects the subjects that run it
 * @param quick whether the quick mode has it
 * @param rounds the number of rounds in full mode
 * @param lines the lines that show its figures; the first determines the family of its file
 */
public record Row(
    String name, Task task, Set<Subject> subjects, boolean quick, int rounds, List<Line> lines) {
  private static final int ROUNDS = 3;

  /** Returns a row of the full mode, without lines. */
  public static Row of(String name, Task task, Set<Subject> subjects) {
    return new Row(name, task, subjects, false, ROUNDS, List.of());
  }

  /** Adds the row to the quick mode. */
  public Row inQuick() {
    return new Row(name, task, subjects, true, rounds, lines);
  }

  /** Adds the row to the quick mode if the condition holds. */
  public Row inQuick(boolean so) {
    return so ? inQuick() : this;
  }

  /** Sets the subjects. */
  Row by(Set<Subject> others) {
    return new Row(name, task, others, quick, rounds, lines);
  }

  /** Sets the number of rounds in full mode. */
  public Row rounds(int number) {
    return new Row(name, task, subjects, quick, number, lines);
  }

  /** Shows a figure under the row's own name. */
  public Row show(Family family, Metric metric, Bar... bars) {
    return show(family, name, metric, bars);
  }

  /** Shows a figure under a label. */
  public Row show(Family family, String label, Metric metric, Bar... bars) {
    List<Line> more = new ArrayList<>(lines);
    more.add(new Line(family, label, metric, List.of(bars)));
    return new Row(name, task, subjects, quick, rounds, List.copyOf(more));
  }

  /** Returns the family of the row's file. */
  public Family family() {
    return lines.get(0).family();
  }
}
