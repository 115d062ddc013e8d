package dev.larder.benchmarks.run;

import dev.larder.benchmarks.Subject;
import dev.larder.benchmarks.row.Figures;
import dev.larder.benchmarks.row.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All figures by round, and the reasons for missing ones. */
public final class Results implements Figures {
  private final Map<String, Map<Subject, Map<String, List<Double>>>> rows = new LinkedHashMap<>();
  private final Map<String, Map<Subject, String>> failures = new LinkedHashMap<>();

  /** Adds the figures of a round. */
  public void add(String row, Subject subject, Map<String, Double> figures) {
    Map<String, List<Double>> all =
        rows.computeIfAbsent(row, key -> new EnumMap<>(Subject.class))
            .computeIfAbsent(subject, key -> new LinkedHashMap<>());
    figures.forEach(
        (name, figure) -> all.computeIfAbsent(name, key -> new ArrayList<>()).add(figure));
  }

  /** Adds the reason for an empty cell. */
  public void fail(String row, Subject subject, String reason) {
    failures.computeIfAbsent(row, key -> new EnumMap<>(Subject.class)).put(subject, reason);
  }

  /** Returns whether the subject failed in a row. */
  public boolean failed(String row, Subject subject) {
    return failures(row).containsKey(subject);
  }

  /** Returns the reasons for a row's empty cells. */
  public Map<Subject, String> failures(String row) {
    return failures.getOrDefault(row, Map.of());
  }

  /** Returns a row's figures by subject and name, one for each round. */
  public Map<Subject, Map<String, List<Double>>> figures(String row) {
    return rows.getOrDefault(row, Map.of());
  }

  @Override
  public double median(String row, Subject subject, Metric metric) {
    return median(
        figures(row).getOrDefault(subject, Map.of()).getOrDefault(metric.name(), List.of()));
  }

  /** Returns the median, or NaN for an empty list. */
  public static double median(List<Double> values) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
