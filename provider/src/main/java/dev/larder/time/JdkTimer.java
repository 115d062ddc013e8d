package dev.larder.time;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Calls back after a delay by the timer of the JDK ({@link CompletableFuture#delayedExecutor}). A
 * pending timer keeps neither the callee nor a class loader alive.
 *
 * <p>A task in the queue of the timer is reachable from its thread. A task of a class of Larder
 * would keep Larder's class loader, and the application that bundles it, until the task runs.
 * Therefore the tasks are composed of method handles of JDK classes, which reference the callee
 * weakly. A thread of the common pool starts the timer's thread, which must not be created from a
 * stack with frames of Larder (see {@link DaemonThreads}).
 */
final class JdkTimer {
  private static final MethodHandle GET;
  private static final MethodHandle RUN;
  private static final MethodHandle IS_NULL;
  private static final MethodHandle DELAYED;
  private static final MethodHandle EXECUTE;
  private static final MethodHandle SET;

  static {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    try {
      GET = lookup.findVirtual(WeakReference.class, "get", methodType(Object.class));
      RUN = lookup.findVirtual(Runnable.class, "run", methodType(void.class));
      IS_NULL = lookup.findStatic(Objects.class, "isNull", methodType(boolean.class, Object.class));
      DELAYED =
          lookup.findStatic(
              CompletableFuture.class,
              "delayedExecutor",
              methodType(Executor.class, long.class, TimeUnit.class, Executor.class));
      EXECUTE =
          lookup.findVirtual(Executor.class, "execute", methodType(void.class, Runnable.class));
      SET = lookup.findVirtual(AtomicBoolean.class, "set", methodType(void.class, boolean.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Runs a task in the timer's thread, because a callee returns quickly. */
  private static final Executor DIRECT = proxy(Executor.class, RUN);

  /** Whether the timer's thread has been started. */
  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private JdkTimer() {}

  /**
   * Schedules a call and returns immediately.
   *
   * @param nanos the delay in nanoseconds; a delay of 0 or less is none
   * @param callee referenced weakly
   */
  static void call(long nanos, Runnable callee) {
    Runnable task = proxy(Runnable.class, ifAlive(new WeakReference<>(callee)));
    if (STARTED.get()) {
      CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, DIRECT).execute(task);
      return;
    }
    MethodHandle executor =
        MethodHandles.insertArguments(DELAYED, 0, nanos, TimeUnit.NANOSECONDS, DIRECT);
    MethodHandle scheduling =
        MethodHandles.insertArguments(
            MethodHandles.collectArguments(EXECUTE, 0, executor), 0, task);
    MethodHandle setStarted = MethodHandles.insertArguments(SET, 0, STARTED, true);
    Runnable first = proxy(Runnable.class, MethodHandles.foldArguments(setStarted, scheduling));
    if (ForkJoinPool.getCommonPoolParallelism() > 0) {
      ForkJoinPool.commonPool().execute(first);
    } else {
      // A common pool without threads does not run tasks.
      new DaemonThreads("larder-timer").newThread(first).start();
    }
  }

  /** Returns a handle of type {@code () void} that runs the referent if it is still reachable. */
  private static MethodHandle ifAlive(WeakReference<Runnable> callee) {
    MethodHandle run = RUN.asType(methodType(void.class, Object.class));
    MethodHandle noAction = MethodHandles.empty(methodType(void.class, Object.class));
    MethodHandle guarded = MethodHandles.guardWithTest(IS_NULL, noAction, run);
    return MethodHandles.collectArguments(guarded, 0, GET.bindTo(callee));
  }

  /**
   * Returns a proxy whose class belongs to the system class loader. JDK 17 defines the class of a
   * proxy by the context class loader.
   */
  private static <T> T proxy(Class<T> type, MethodHandle handle) {
    Thread me = Thread.currentThread();
    ClassLoader context = me.getContextClassLoader();
    me.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      return MethodHandleProxies.asInterfaceInstance(type, handle);
    } finally {
      me.setContextClassLoader(context);
    }
  }
}
