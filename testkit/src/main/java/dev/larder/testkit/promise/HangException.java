package dev.larder.testkit.promise;

/** Something did not end in time. The message has the threads' stacks. */
final class HangException extends RuntimeException {
  private static final long serialVersionUID = 1;

  HangException(String what) {
    super(what + "\n" + ThreadDump.take());
  }
}
