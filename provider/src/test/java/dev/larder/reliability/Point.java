package dev.larder.reliability;

import java.util.function.Supplier;

/**
 * Where a cache calls user code. One call, by one thread, can be told to fail: the n-th at a point
 * from when it is armed on. Other threads are left alone, so that a run can be repeated exactly.
 */
enum Point {
  KEY_COPY,
  VALUE_COPY,
  KEY_HASH,
  KEY_EQUALS,
  KEY_COMPARE,
  KEY_STRING,
  KEY_WRITTEN,
  VALUE_EQUALS,
  VALUE_WRITTEN,
  EXPIRY,
  WEIGHER,
  LOADER,
  WRITER,
  PROCESSOR,
  FILTER,
  LISTENER;

  private static final ThreadLocal<Armed> ARMED = new ThreadLocal<>();

  private static final class Armed {
    final Point point;
    final Supplier<Throwable> failure;
    int calls;

    Armed(Point point, int call, Supplier<Throwable> failure) {
      this.point = point;
      this.calls = call;
      this.failure = failure;
    }
  }

  /** Has the calling thread's n-th call at this point fail, counted from one. */
  void arm(int call, Failure failure) {
    ARMED.set(new Armed(this, call, failure::make));
  }

  /** Disarms the calling thread; answers whether the failure was reached. */
  static boolean disarm() {
    Armed armed = ARMED.get();
    ARMED.remove();
    return armed != null && armed.calls <= 0;
  }

  /** Runs what is no part of a test, in the midst of it. */
  static <T> T unarmed(Supplier<T> body) {
    Armed armed = ARMED.get();
    ARMED.remove();
    try {
      return body.get();
    } finally {
      ARMED.set(armed);
    }
  }

  /** To be called by user code at this point. */
  void reached() {
    Armed armed = ARMED.get();
    if (armed != null && armed.point == this && --armed.calls == 0) {
      throw Failure.asIs(armed.failure.get());
    }
  }
}
