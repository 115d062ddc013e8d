package dev.larder.testkit.model;

/** What the model throws where the cache has to throw an exception of the specification. */
final class Fails extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String exception;

  Fails(String exception) {
    super(exception, null, false, false);
    this.exception = exception;
  }

  /** As a result of a step. */
  String text() {
    return text(exception);
  }

  static String text(String exception) {
    return "! " + exception;
  }
}
