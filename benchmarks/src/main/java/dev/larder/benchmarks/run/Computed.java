package dev.larder.benchmarks.run;

import dev.larder.benchmarks.Subject;
import dev.larder.benchmarks.child.Replay;
import dev.larder.benchmarks.row.Metric;
import dev.larder.benchmarks.row.Task;
import dev.larder.benchmarks.trace.Belady;
import dev.larder.benchmarks.trace.ExactLru;
import dev.larder.benchmarks.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Computes the hits of a trace without a cache. Threads make no difference, so it runs once. */
final class Computed implements Measure {
  private final Path traces;
  private final Map<String, Map<String, Double>> done = new ConcurrentHashMap<>();

  Computed(Path traces) {
    this.traces = traces;
  }

  @Override
  public Map<String, Double> measure(Task task, Subject subject) throws MeasurementException {
    String name = subject + " " + task.what();
    Map<String, Double> known = done.get(name);
    if (known != null) {
      return known;
    }
    try {
      Trace trace = Trace.read(traces.resolve(task.what() + Trace.ENDING));
      Map<String, Double> figures = new LinkedHashMap<>();
      for (int percent : Replay.PERCENTS) {
        int maximum = trace.size(percent);
        long hits =
            subject == Subject.EXACT_LRU
                ? ExactLru.hits(trace, maximum)
                : Belady.hits(trace, maximum);
        figures.put(Metric.hits(percent).name(), (double) hits / trace.accesses().length);
      }
      done.put(name, figures);
      return figures;
    } catch (IOException e) {
      throw new MeasurementException(String.valueOf(e.getMessage()));
    }
  }
}
