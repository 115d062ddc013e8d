package dev.larder.benchmarks.report;

import dev.larder.benchmarks.Subject;
import dev.larder.benchmarks.row.Bar;
import dev.larder.benchmarks.row.Family;
import dev.larder.benchmarks.row.Line;
import dev.larder.benchmarks.row.Metric;
import dev.larder.benchmarks.row.Row;
import dev.larder.benchmarks.run.Results;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The lines of a family, as a table and as a chart. */
final class FamilyTable {
  /** A line with the row whose figures it shows. */
  private record Place(Row row, Line line) {}

  private final Family family;
  private final Results results;
  private final List<Place> places;
  private final List<Subject> subjects;

  FamilyTable(Family family, List<Row> rows, Results results) {
    this.family = family;
    this.results = results;
    this.places =
        rows.stream()
            .flatMap(row -> row.lines().stream().map(line -> new Place(row, line)))
            .filter(place -> place.line().family() == family && hasFigures(place, results))
            .toList();
    this.subjects =
        Arrays.stream(Subject.values())
            .filter(
                subject ->
                    places.stream()
                        .anyMatch(
                            place -> results.figures(place.row().name()).containsKey(subject)))
            .toList();
  }

  private static boolean hasFigures(Place place, Results results) {
    return place.row().subjects().stream()
        .anyMatch(
            subject ->
                !Double.isNaN(results.median(place.row().name(), subject, place.line().metric())));
  }

  boolean isEmpty() {
    return subjects.isEmpty();
  }

  String markdown() {
    List<String> head = new ArrayList<>(List.of("row", "unit"));
    subjects.forEach(subject -> head.add(subject.label()));
    if (hasBefore()) {
      head.add("Larder / before");
    }
    if (hasMap()) {
      head.add("Larder / map");
    }
    if (hasPeers()) {
      head.add("Larder / best peer");
    }
    head.addAll(List.of("bar", "met"));
    Table table = new Table(head);
    places.forEach(place -> table.add(cells(place)));
    return table.toString();
  }

  private List<String> cells(Place place) {
    Metric metric = place.line().metric();
    String row = place.row().name();
    List<String> cells = new ArrayList<>(List.of(place.line().label(), metric.unit()));
    subjects.forEach(s -> cells.add(metric.format(results.median(row, s, metric))));
    double own = results.median(row, Subject.LARDER, metric);
    if (hasBefore()) {
      cells.add(ratio(metric, own, results.median(row, Subject.LARDER_BEFORE, metric)));
    }
    if (hasMap()) {
      cells.add(ratio(metric, own, results.median(row, Subject.MAP, metric)));
    }
    if (hasPeers()) {
      cells.add(ratio(metric, own, Bar.best(results, place.row(), metric)));
    }
    List<Bar> bars = place.line().bars().stream().filter(this::concerns).toList();
    cells.add(bars.stream().map(bar -> bar.text(metric)).collect(Collectors.joining("; ")));
    cells.add(bars.stream().map(bar -> met(bar, place)).collect(Collectors.joining("; ")));
    return cells;
  }

  private boolean hasBefore() {
    return subjects.contains(Subject.LARDER_BEFORE);
  }

  private boolean hasMap() {
    return subjects.contains(Subject.MAP);
  }

  /**
   * Returns whether peers are compared by ratio. Hit ratios are compared with the optimum instead.
   */
  private boolean hasPeers() {
    return family != Family.HIT_RATIO
        && subjects.stream().anyMatch(subject -> subject.kind() == Subject.Kind.PEER);
  }

  private boolean concerns(Bar bar) {
    return subjects.contains(bar.of());
  }

  private String met(Bar bar, Place place) {
    Optional<Boolean> met = bar.met(results, place.row(), place.line());
    return met.map(so -> so ? "yes" : "**no**").orElse("unknown");
  }

  /** Formats a ratio that is better above 1, also for costs. Empty for allocation, often 0. */
  private static String ratio(Metric metric, double own, double other) {
    double ratio = Bar.ratio(metric, own, other);
    return Double.isFinite(ratio) && !metric.equals(Metric.ALLOCATED)
        ? String.format(Locale.ROOT, "%.2f", ratio)
        : "";
  }

  String svg() {
    Map<String, List<BarChart.Bar>> groups = new LinkedHashMap<>();
    for (Place place : places) {
      Metric metric = place.line().metric();
      List<BarChart.Bar> bars = new ArrayList<>();
      for (Subject subject : subjects) {
        double value = results.median(place.row().name(), subject, metric);
        if (!Double.isNaN(value)) {
          bars.add(new BarChart.Bar(subject.label(), value, metric.format(value), look(subject)));
        }
      }
      if (!bars.isEmpty()) {
        groups.put(place.line().label() + ", " + metric.unit(), bars);
      }
    }
    return BarChart.svg(family.title(), groups);
  }

  private static BarChart.Look look(Subject subject) {
    return switch (subject.kind()) {
      case OURS -> BarChart.Look.OURS;
      case PEER -> BarChart.Look.BAR;
      case METHOD -> BarChart.Look.BAR;
      case LIMIT, COMPUTED -> BarChart.Look.LIMIT;
    };
  }
}
