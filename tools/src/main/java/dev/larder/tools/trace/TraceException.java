package dev.larder.tools.trace;

/**
 * Thrown for a trace that cannot be read. The message names the file, the line, and what is
 * accepted.
 */
public final class TraceException extends Exception {
  private static final long serialVersionUID = 1L;

  TraceException(String message) {
    super(message);
  }

  TraceException(String message, Throwable cause) {
    super(message, cause);
  }
}
