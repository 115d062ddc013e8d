package dev.larder.copy;

/** Thrown for a graph with an object that only serialization can copy exactly. */
final class UnsupportedGraphException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Creates an exception without a stack trace, which would cost more than the fallback. */
  UnsupportedGraphException() {
    super("left to serialization", null, false, false);
  }
}
