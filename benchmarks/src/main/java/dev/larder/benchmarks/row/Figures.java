package dev.larder.benchmarks.row;

import dev.larder.benchmarks.Subject;

/** What has been measured. */
public interface Figures {
  /** The median over the rounds, or NaN if there is none. */
  double median(String row, Subject subject, Metric metric);
}
