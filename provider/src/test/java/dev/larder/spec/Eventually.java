package dev.larder.spec;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits up to ten seconds for a condition that another thread makes true. */
public final class Eventually {
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(10);

  private Eventually() {}

  public static void isTrue(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > LIMIT) {
        throw new AssertionError("not within ten seconds: " + what);
      }
      LockSupport.parkNanos(100_000);
    }
  }
}
