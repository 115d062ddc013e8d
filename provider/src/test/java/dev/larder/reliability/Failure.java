package dev.larder.reliability;

import java.io.IOException;

/** What user code may throw: everything that can be thrown, declared or not. */
enum Failure {
  RUNTIME_EXCEPTION {
    @Override
    Throwable make() {
      return new IllegalStateException(MESSAGE);
    }
  },
  CHECKED_EXCEPTION {
    @Override
    Throwable make() {
      return new IOException(MESSAGE);
    }
  },
  STACK_OVERFLOW {
    @Override
    Throwable make() {
      return new StackOverflowError(MESSAGE);
    }
  },
  OUT_OF_MEMORY {
    @Override
    Throwable make() {
      return new OutOfMemoryError(MESSAGE);
    }
  },
  LINKAGE {
    @Override
    Throwable make() {
      return new NoClassDefFoundError(MESSAGE);
    }
  };

  static final String MESSAGE = "on purpose";

  abstract Throwable make();

  /** Whether it is an exception, which a policy is excused for, and not an error. */
  boolean isException() {
    return this == RUNTIME_EXCEPTION || this == CHECKED_EXCEPTION;
  }
}
