package dev.larder.testkit.promise;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How long a probe waits for what should take microseconds. It is only waited for in full where the
 * promise is broken.
 */
final class Patience {
  static final long SECONDS = 8;
  static final long NANOS = TimeUnit.SECONDS.toNanos(SECONDS);

  private Patience() {}

  /** Whether the condition comes true in time. */
  static boolean until(BooleanSupplier condition) {
    return until(condition, NANOS);
  }

  /** Whether the condition comes true in the given time. */
  static boolean until(BooleanSupplier condition, long nanos) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > nanos) {
        return false;
      }
      LockSupport.parkNanos(500_000);
    }
    return true;
  }
}
