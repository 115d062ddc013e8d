package dev.larder.tools;

/** An input of a command that cannot be used: the exit code is 2. */
public final class UnusableInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnusableInputException(String message) {
    super(message);
  }

  UnusableInputException(String message, Exception cause) {
    super(message, cause);
  }
}
