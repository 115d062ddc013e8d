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
 * Calls back after a time by the JDK's own timer ({@link CompletableFuture#delayedExecutor}), and
 * keeps neither the callee nor any class loader alive meanwhile.
 *
 * <p>A task in a timer's queue is reachable from the timer's thread. If it were of a class of this
 * library, it would keep the library's class loader, and so an application that brought the library
 * along, until it is due. So the tasks are put together from method handles of the JDK's classes,
 * which refer to the callee weakly. The timer's thread must not come from a stack with this library
 * on it either (see {@link DaemonThreads}), so a thread of the common pool starts it.
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

  /** Runs a task in the timer's own thread: a callee is quick. */
  private static final Executor DIRECT = proxy(Executor.class, RUN);

  /** Whether the timer's thread has been started. */
  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private JdkTimer() {}

  /** Calls after so many nanoseconds, or at once if they are not positive. Returns at once. */
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
    MethodHandle note = MethodHandles.insertArguments(SET, 0, STARTED, true);
    Runnable first = proxy(Runnable.class, MethodHandles.foldArguments(note, scheduling));
    if (ForkJoinPool.getCommonPoolParallelism() > 0) {
      ForkJoinPool.commonPool().execute(first);
    } else {
      // A common pool without threads runs nothing.
      new DaemonThreads("larder-timer").newThread(first).start();
    }
  }

  /** {@code () void}: runs the referent unless it has been collected. */
  private static MethodHandle ifAlive(WeakReference<Runnable> callee) {
    MethodHandle run = RUN.asType(methodType(void.class, Object.class));
    MethodHandle nothing = MethodHandles.empty(methodType(void.class, Object.class));
    MethodHandle guarded = MethodHandles.guardWithTest(IS_NULL, nothing, run);
    return MethodHandles.collectArguments(guarded, 0, GET.bindTo(callee));
  }

  /** The JDK 17 defines the proxy's class by the context class loader, so that is the system's. */
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
