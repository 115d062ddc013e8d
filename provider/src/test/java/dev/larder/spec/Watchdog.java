package dev.larder.spec;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs a body in a thread of its own. If it does not end in time, it fails with the stacks of all
 * threads, virtual threads included, because a plain timeout does not show which thread waits for
 * which. As an extension it watches each test.
 */
public final class Watchdog implements InvocationInterceptor {
  /** Longer than any test takes on a loaded machine. */
  private static final long SECONDS = 60;

  /** Runs the body, and returns its result or throws its failure. */
  public static <T> T watch(String what, Callable<T> body) throws Exception {
    return watch(what, SECONDS, body);
  }

  public static <T> T watch(String what, long seconds, Callable<T> body) throws Exception {
    FutureTask<T> task = new FutureTask<>(body);
    Thread thread = new Thread(task, "watched: " + what);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(what + " did not end within " + seconds + " s\n" + dump(), e);
    } catch (ExecutionException e) {
      throw Rethrow.asIs(e.getCause());
    }
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> context,
      ExtensionContext extension)
      throws Throwable {
    watch(extension.getDisplayName(), () -> proceed(invocation));
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> context,
      ExtensionContext extension)
      throws Throwable {
    interceptTestMethod(invocation, context, extension);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation, DynamicTestInvocationContext context, ExtensionContext extension)
      throws Throwable {
    watch(extension.getDisplayName(), () -> proceed(invocation));
  }

  private static Void proceed(Invocation<Void> invocation) {
    try {
      return invocation.proceed();
    } catch (Throwable e) {
      throw Rethrow.asIs(e);
    }
  }

  /** Returns the stacks of all threads. */
  public static String dump() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<Thread, StackTraceElement[]> one : Thread.getAllStackTraces().entrySet()) {
      text.append(one.getKey()).append(' ').append(one.getKey().getState()).append('\n');
      for (StackTraceElement element : one.getValue()) {
        text.append("    at ").append(element).append('\n');
      }
    }
    return text.append(virtualThreads()).toString();
  }

  /**
   * Returns the JVM's own dump with virtual threads. The method exists from JDK 21 on, hence
   * reflection.
   */
  private static String virtualThreads() {
    try {
      Path folder = Files.createTempDirectory("threads");
      Path file = folder.resolve("dump");
      try {
        dumpTo(file);
        return Files.readString(file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (ReflectiveOperationException e) {
      return "(no virtual threads on this JVM)";
    } catch (IOException e) {
      return "(virtual threads could not be dumped: " + e + ")";
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the type of an enum that JDK 17 does not have
  private static void dumpTo(Path file) throws ReflectiveOperationException {
    Class<?> type = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
    Class<? extends Enum> format =
        (Class<? extends Enum>) Class.forName(type.getName() + "$ThreadDumpFormat");
    Object bean = ManagementFactory.getPlatformMXBean((Class) type);
    type.getMethod("dumpThreads", String.class, format)
        .invoke(bean, file.toString(), Enum.valueOf(format, "TEXT_PLAIN"));
  }
}
