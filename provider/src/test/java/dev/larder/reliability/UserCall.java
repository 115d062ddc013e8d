package dev.larder.reliability;

import dev.larder.spec.Rethrow;
import java.util.function.Supplier;

/**
 * The kinds of calls from a cache to user code. A test makes the n-th call of one kind throw. Only
 * the thread of the test is affected, so that each run is repeatable.
 */
enum UserCall {
  KEY_COPY,
  VALUE_COPY,
  KEY_HASH,
  KEY_EQUALS,
  KEY_COMPARE,
  /** Never called, because messages do not contain keys. */
  KEY_STRING,
  KEY_WRITTEN,
  KEY_READ,
  VALUE_EQUALS,
  VALUE_WRITTEN,
  VALUE_READ,
  EXPIRY,
  WEIGHER,
  LOADER,
  WRITER,
  PROCESSOR,
  FILTER,
  LISTENER;

  private static final ThreadLocal<PlannedFailure> PLANNED = new ThreadLocal<>();

  /**
   * The prefix of the cache's loader threads, which inherit the failure of the thread that waits
   * for them.
   */
  private static final String LOADER_THREADS = "larder-loader-";

  private static volatile PlannedFailure inherited;

  /** A planned failure, used by one thread at a time. */
  private static final class PlannedFailure {
    final UserCall userCall;
    final Supplier<Throwable> failure;
    int calls;

    PlannedFailure(UserCall userCall, int call, Supplier<Throwable> failure) {
      this.userCall = userCall;
      this.calls = call;
      this.failure = failure;
    }
  }

  /** Makes the n-th call of this kind by the calling thread throw, counted from 1. */
  void planFailure(int call, FailureKind failure) {
    PLANNED.set(new PlannedFailure(this, call, failure::make));
  }

  /** Cancels the planned failure of the calling thread. Returns whether it was thrown. */
  static boolean cancel() {
    PlannedFailure planned = PLANNED.get();
    PLANNED.remove();
    return planned != null && planned.calls <= 0;
  }

  /** Runs code of the test itself without the planned failure. */
  static <T> T withoutFailure(Supplier<T> body) {
    PlannedFailure planned = PLANNED.get();
    PLANNED.remove();
    try {
      return body.get();
    } finally {
      PLANNED.set(planned);
    }
  }

  /** Runs code that waits for loader threads, which inherit the planned failure. */
  static void inheritBy(Runnable waiting) {
    inherited = PLANNED.get();
    try {
      waiting.run();
    } finally {
      inherited = null;
    }
  }

  private static PlannedFailure planned() {
    boolean inherits = Thread.currentThread().getName().startsWith(LOADER_THREADS);
    return inherits ? inherited : PLANNED.get();
  }

  /** Reports a call of this kind. Throws if the call is the one that is planned to fail. */
  void called() {
    PlannedFailure planned = planned();
    if (planned != null && planned.userCall == this && --planned.calls == 0) {
      throw Rethrow.asIs(planned.failure.get());
    }
  }
}
