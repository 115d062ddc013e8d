package dev.larder.testkit.promise;

/** Thrown by a probe that the provider does not support. */
final class NotApplicableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotApplicableException(String reason) {
    super(reason);
  }
}
