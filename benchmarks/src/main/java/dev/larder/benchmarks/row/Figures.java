package dev.larder.benchmarks.row;

import dev.larder.benchmarks.Subject;

/** Measured figures. */
public interface Figures {
  /** Returns the median over the rounds, or NaN if there is none. */
  double median(String row, Subject subject, Metric metric);
}
