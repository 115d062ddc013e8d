package dev.larder.reliability;

import dev.larder.spec.Rethrow;
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
  /** Nowhere: messages name no keys. */
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

  private static final ThreadLocal<Armed> ARMED = new ThreadLocal<>();

  /** What a thread has lent that waits for one of these threads. */
  private static final String BORROWERS = "larder-loader-";

  private static volatile Armed lent;

  /** Used by one thread at a time. */
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

  /** Runs what waits for threads of the cache's: they are armed as the calling one is. */
  static void lend(Runnable waiting) {
    lent = ARMED.get();
    try {
      waiting.run();
    } finally {
      lent = null;
    }
  }

  private static Armed armed() {
    boolean borrows = Thread.currentThread().getName().startsWith(BORROWERS);
    return borrows ? lent : ARMED.get();
  }

  /** To be called by user code at this point. */
  void reached() {
    Armed armed = armed();
    if (armed != null && armed.point == this && --armed.calls == 0) {
      throw Rethrow.asIs(armed.failure.get());
    }
  }
}
