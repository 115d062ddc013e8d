package dev.larder.benchmarks.run;

import dev.larder.benchmarks.Subject;
import dev.larder.benchmarks.row.Task;
import java.util.Map;

/** Runs a task once. */
public interface Measure {
  /** Returns the figures by name. */
  Map<String, Double> measure(Task task, Subject subject) throws MeasurementException;
}
