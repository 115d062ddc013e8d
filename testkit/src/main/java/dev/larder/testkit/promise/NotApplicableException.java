package dev.larder.testkit.promise;

/** The provider cannot be asked for this. */
final class NotApplicableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotApplicableException(String reason) {
    super(reason);
  }
}
