package dev.larder.benchmarks.run;

/** A subject could not do a task. The message says why, in a line. */
public final class MeasurementException extends Exception {
  private static final long serialVersionUID = 1;

  MeasurementException(String message) {
    super(message);
  }
}
