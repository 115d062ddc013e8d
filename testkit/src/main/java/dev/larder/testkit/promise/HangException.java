package dev.larder.testkit.promise;

/** Thrown when a call does not end in time. The message has the stacks of all threads. */
final class HangException extends RuntimeException {
  private static final long serialVersionUID = 1;

  HangException(String what) {
    super(what + "\n" + ThreadDump.take());
  }
}
