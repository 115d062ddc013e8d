package dev.larder.benchmarks.report;

import dev.larder.benchmarks.Settings;
import dev.larder.benchmarks.Subject;
import dev.larder.benchmarks.row.Family;
import dev.larder.benchmarks.row.Row;
import dev.larder.benchmarks.row.Task;
import dev.larder.benchmarks.run.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes all results to a folder. They contain no paths of the machine. */
public final class Report {
  private final Settings settings;
  private final List<Row> rows;
  private final Results results;

  /** Creates a report on these rows. */
  public Report(Settings settings, List<Row> rows, Results results) {
    this.settings = settings;
    this.rows = rows;
    this.results = results;
  }

  /** Writes a table in Markdown, and for each family its chart and figures; returns the table. */
  public String write(String jvm, long minutes) throws IOException {
    Path out = settings.out();
    Files.createDirectories(out);
    StringBuilder text = new StringBuilder(head(jvm, minutes));
    for (Family family : Family.values()) {
      FamilyTable table = new FamilyTable(family, rows, results);
      if (table.isEmpty()) {
        continue;
      }
      text.append("\n## ").append(family.title()).append("\n\n");
      text.append(family.explanation()).append("\n\n").append(table.markdown());
      if (family == Family.HIT_RATIO) {
        text.append('\n').append(new HitRatios(rows, results).markdown());
      }
      text.append("\n![").append(family.title()).append("](");
      text.append(family.fileName()).append(".svg)\n");
      Files.writeString(out.resolve(family.fileName() + ".svg"), table.svg());
      List<Row> kept = rows.stream().filter(row -> row.family() == family).toList();
      if (!kept.isEmpty()) {
        Files.writeString(
            out.resolve(family.fileName() + ".json"), Json.of(figures(family, jvm, kept)));
      }
    }
    text.append(gaps());
    Files.writeString(out.resolve("table.md"), text);
    return text.toString();
  }

  private String head(String jvm, long minutes) {
    return """
        # Larder and its peers

        Mode %s, %d minutes, %s, %d processors. Medians over interleaved rounds, each in a JVM of its own.
        Ratios are turned so that above 1 is better. Peers are those that speak JCache; the other columns are limits.
        """
        .formatted(settings.mode(), minutes, jvm, Runtime.getRuntime().availableProcessors());
  }

  private String gaps() {
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      results
          .failures(row.name())
          .forEach(
              (subject, reason) ->
                  text.append("- ")
                      .append(row.name())
                      .append(", ")
                      .append(subject.label())
                      .append(": ")
                      .append(reason)
                      .append('\n'));
    }
    return text.isEmpty() ? "" : "\n## Gaps\n\n" + text;
  }

  private Map<String, Object> figures(Family family, String jvm, List<Row> kept) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("family", family.title());
    json.put("mode", settings.mode());
    json.put("jvm", jvm);
    json.put("processors", Runtime.getRuntime().availableProcessors());
    json.put("warm-up milliseconds", settings.mode().warmUp());
    json.put("iterations", settings.mode().iterations());
    json.put("iteration milliseconds", settings.mode().milliseconds());
    List<Object> list = new ArrayList<>();
    kept.forEach(row -> list.add(figures(row)));
    json.put("rows", list);
    return json;
  }

  private Map<String, Object> figures(Row row) {
    Task task = row.task();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("row", row.name());
    json.put("kind", task.kind());
    json.put("what", task.what());
    json.put("parameters", task.parameters());
    json.put("threads", task.threads());
    json.put("heap", task.heap() + "g");
    Map<Subject, Object> rounds = new EnumMap<>(Subject.class);
    rounds.putAll(results.figures(row.name()));
    rounds.putAll(results.failures(row.name()));
    json.put("subjects", rounds);
    return json;
  }
}
