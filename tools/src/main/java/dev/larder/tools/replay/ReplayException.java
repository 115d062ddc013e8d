package dev.larder.tools.replay;

/** Thrown when a replay cannot be completed. */
public final class ReplayException extends Exception {
  private static final long serialVersionUID = 1L;

  ReplayException(String message) {
    super(message);
  }

  ReplayException(String message, Throwable cause) {
    super(message, cause);
  }
}
