package dev.larder.copy;

/** Says that a graph holds something that serialization alone copies exactly. */
final class UnsupportedGraphException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Without a stack trace, for it is thrown too often to be filled in. */
  UnsupportedGraphException() {
    super("left to serialization", null, false, false);
  }
}
