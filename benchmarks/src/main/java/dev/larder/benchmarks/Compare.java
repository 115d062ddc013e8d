package dev.larder.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs all subjects in turn, round after round, each in a JVM of its own, and writes medians over
 * the rounds as a table of ratios, with the raw results beside it. Arguments: a folder, and {@code
 * quick} or {@code full}.
 */
public final class Compare {
  private Compare() {}

  private record Row(String benchmark, int threads) implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      int byName = benchmark.compareTo(other.benchmark);
      return byName != 0 ? byName : Integer.compare(threads, other.threads);
    }
  }

  private static final class Figures {
    private final Map<Subject, double[]> scores = new EnumMap<>(Subject.class);
    private final Map<Subject, double[]> bytes = new EnumMap<>(Subject.class);
  }

  /** Runs, prints and writes. */
  public static void main(String[] arguments) throws RunnerException, IOException {
    Path out = Path.of(arguments.length > 0 ? arguments[0] : "results");
    boolean full = arguments.length > 1 && arguments[1].equals("full");
    Files.createDirectories(out);
    int rounds = full ? 7 : 3;
    Map<Row, Figures> table = new TreeMap<>();
    for (int round = 0; round < rounds; round++) {
      for (int threads : full ? new int[] {1, 2, 8} : new int[] {2}) {
        for (Subject subject : Subject.values()) {
          Path json = out.resolve(subject + "-" + threads + "-threads-round-" + round + ".json");
          collect(table, subject, threads, round, rounds, run(subject, threads, json, full));
          forgetThePlace(json);
        }
      }
    }
    String markdown = markdown(table, rounds);
    Files.writeString(out.resolve("table.md"), markdown);
    System.out.println(markdown);
  }

  /** Results are kept in the repository, where the place of a JVM on one machine says nothing. */
  private static void forgetThePlace(Path json) throws IOException {
    String text = Files.readString(json);
    Files.writeString(json, text.replaceAll("\"jvm\" : \"[^\"]*\"", "\"jvm\" : \"java\""));
  }

  private static Collection<RunResult> run(Subject subject, int threads, Path json, boolean full)
      throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(Throughput.class.getSimpleName())
                .param("subject", subject.name())
                .threads(threads)
                .forks(1)
                .warmupIterations(full ? 5 : 2)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(full ? 5 : 2)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .resultFormat(ResultFormatType.JSON)
                .result(json.toString())
                .build())
        .run();
  }

  private static void collect(
      Map<Row, Figures> table,
      Subject subject,
      int threads,
      int round,
      int rounds,
      Collection<RunResult> results) {
    for (RunResult result : results) {
      String name = result.getParams().getBenchmark();
      Row row = new Row(name.substring(name.lastIndexOf('.') + 1), threads);
      Figures figures = table.computeIfAbsent(row, key -> new Figures());
      figures.scores.computeIfAbsent(subject, key -> new double[rounds])[round] =
          result.getPrimaryResult().getScore();
      Result<?> allocation = result.getSecondaryResults().get("gc.alloc.rate.norm");
      figures.bytes.computeIfAbsent(subject, key -> new double[rounds])[round] =
          allocation == null ? Double.NaN : allocation.getScore();
    }
  }

  private static String markdown(Map<Row, Figures> table, int rounds) {
    StringBuilder text = new StringBuilder();
    text.append("Medians of ")
        .append(rounds)
        .append(" interleaved rounds, million operations a second, JDK ")
        .append(System.getProperty("java.version"))
        .append(", ")
        .append(Runtime.getRuntime().availableProcessors())
        .append(" cores; bytes allocated an operation in brackets.\n\n")
        .append("| row | threads | ConcurrentHashMap | Larder | Caffeine jcache | cache2k jcache")
        .append(
            " | Larder / best peer | Larder / map |\n|---|---:|---:|---:|---:|---:|---:|---:|\n");
    table.forEach((row, figures) -> text.append(line(row, figures)));
    return text.toString();
  }

  private static String line(Row row, Figures figures) {
    double larder = median(figures.scores.get(Subject.LARDER));
    double best =
        Math.max(
            median(figures.scores.get(Subject.CAFFEINE)),
            median(figures.scores.get(Subject.CACHE2K)));
    StringBuilder line = new StringBuilder();
    line.append("| ").append(row.benchmark()).append(" | ").append(row.threads()).append(" |");
    for (Subject subject :
        List.of(Subject.MAP, Subject.LARDER, Subject.CAFFEINE, Subject.CACHE2K)) {
      line.append(
          String.format(
              Locale.ROOT,
              " %.2f (%.0f) |",
              median(figures.scores.get(subject)),
              median(figures.bytes.get(subject))));
    }
    double map = median(figures.scores.get(Subject.MAP));
    line.append(String.format(Locale.ROOT, " %.2f | %.2f |%n", larder / best, larder / map));
    return line.toString();
  }

  private static double median(double @org.jspecify.annotations.Nullable [] values) {
    if (values == null) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
