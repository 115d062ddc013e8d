package dev.larder.testkit.promise;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The limit of a wait for an effect that should take microseconds. It is reached only where a
 * promise is broken.
 */
final class TimeLimit {
  static final long SECONDS = 8;
  static final long NANOS = TimeUnit.SECONDS.toNanos(SECONDS);

  private TimeLimit() {}

  static boolean until(BooleanSupplier condition) {
    return until(condition, NANOS);
  }

  /** Returns whether the condition becomes true in the given time. */
  static boolean until(BooleanSupplier condition, long nanos) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > nanos) {
        return false;
      }
      // Poll: providers offer nothing to wait on.
      LockSupport.parkNanos(500_000);
    }
    return true;
  }
}
