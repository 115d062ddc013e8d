package dev.larder.reliability;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The kinds of throwables that user code throws, declared or not. */
enum FailureKind {
  RUNTIME_EXCEPTION(IllegalStateException::new),
  CHECKED_EXCEPTION(IOException::new),
  STACK_OVERFLOW(StackOverflowError::new),
  OUT_OF_MEMORY(OutOfMemoryError::new),
  LINKAGE(NoClassDefFoundError::new);

  static final String MESSAGE = "on purpose";

  static final List<FailureKind> EXCEPTIONS =
      Stream.of(values()).filter(FailureKind::isException).toList();

  static final List<FailureKind> ERRORS =
      Stream.of(values()).filter(kind -> !kind.isException()).toList();

  @SuppressWarnings("ImmutableEnumChecker") // no constructor captures anything
  private final Function<String, Throwable> constructor;

  FailureKind(Function<String, Throwable> constructor) {
    this.constructor = constructor;
  }

  Throwable make() {
    return constructor.apply(MESSAGE);
  }

  /** Whether this is an exception, after which an expiry policy is replaced by a default. */
  boolean isException() {
    return make() instanceof Exception;
  }
}
