package dev.larder.time;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes threads that do not keep the JVM running, nor anything of the thread that caused them: up
 * to JDK 23 a new thread keeps the access-control context of its creator, and with it the class
 * loaders of every caller on the stack. Thread-safe.
 */
public final class DaemonThreads implements ThreadFactory {
  private final String name;
  private final boolean numbered;
  private final ClassLoader context;
  private final AtomicInteger made = new AtomicInteger();

  /** Makes threads of one name, whose context class loader is Larder's. */
  DaemonThreads(String name) {
    this(name, false, DaemonThreads.class.getClassLoader());
  }

  private DaemonThreads(String name, boolean numbered, ClassLoader context) {
    this.name = name;
    this.numbered = numbered;
    this.context = context;
  }

  /** Makes threads for user code: their names end in numbers from 1. */
  public static DaemonThreads numbered(String prefix, ClassLoader context) {
    return new DaemonThreads(prefix, true, context);
  }

  @Override
  public Thread newThread(Runnable work) {
    String threadName = numbered ? name + made.incrementAndGet() : name;
    return thread(threadName, work);
  }

  @SuppressWarnings("removal") // what keeps the callers' contexts away where there are any
  private Thread thread(String threadName, Runnable work) {
    PrivilegedAction<Thread> making =
        () -> {
          Thread thread = new Thread(null, work, threadName, 0, false);
          thread.setDaemon(true);
          thread.setContextClassLoader(context);
          return thread;
        };
    return AccessController.doPrivileged(making);
  }
}
