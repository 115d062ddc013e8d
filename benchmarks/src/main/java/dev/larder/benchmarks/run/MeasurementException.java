package dev.larder.benchmarks.run;

/** Thrown when a subject fails in a task. The message gives the reason in a line. */
public final class MeasurementException extends Exception {
  private static final long serialVersionUID = 1;

  MeasurementException(String message) {
    super(message);
  }
}
