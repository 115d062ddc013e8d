package dev.larder.time;

import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Calls back after a delay. In a native image of GraalVM, where no class can be defined and no
 * class loader can leak, a plain task waits. On a JVM {@link JdkTimer} composes the task of classes
 * of the JDK.
 */
final class DelayedCall {
  private static final boolean IN_IMAGE =
      System.getProperty("org.graalvm.nativeimage.imagecode") != null;

  private DelayedCall() {}

  /**
   * Schedules a call and returns immediately.
   *
   * @param nanos the delay in nanoseconds; a delay of 0 or less is none
   * @param callee referenced weakly; returns quickly
   */
  static void schedule(long nanos, Runnable callee) {
    if (!IN_IMAGE) {
      JdkTimer.call(nanos, callee);
      return;
    }
    WeakReference<Runnable> reference = new WeakReference<>(callee);
    CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, Runnable::run)
        .execute(
            () -> {
              Runnable alive = reference.get();
              if (alive != null) {
                alive.run();
              }
            });
  }
}
