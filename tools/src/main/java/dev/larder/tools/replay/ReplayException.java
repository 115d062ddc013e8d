package dev.larder.tools.replay;

/** A replay that could not be carried through. */
public final class ReplayException extends Exception {
  private static final long serialVersionUID = 1L;

  ReplayException(String message) {
    super(message);
  }

  ReplayException(String message, Throwable cause) {
    super(message, cause);
  }
}
