package dev.larder.testkit.model;

/** Thrown by the model where the cache has to throw an exception of the specification. */
final class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String exception;

  ModelException(String exception) {
    super(exception, null, false, false);
    this.exception = exception;
  }

  String text() {
    return text(exception);
  }

  static String text(String exception) {
    return "! " + exception;
  }
}
