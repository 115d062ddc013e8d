package dev.larder.time;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Creates daemon threads that reference nothing of their creator. Up to JDK 23 a new thread keeps
 * the access-control context of its creator, and with it the class loaders of all callers on the
 * stack. Thread-safe.
 */
public final class DaemonThreads implements ThreadFactory {
  private final String name;
  private final boolean numbered;
  private final ClassLoader context;
  private final AtomicInteger count = new AtomicInteger();

  /**
   * Creates threads of the same name. They run no user code but that of keys, which may be hashed
   * and compared. Their context class loader is the system's: an application server takes a thread
   * with the loader of an application for a leak of that application, even if the thread ends a
   * moment later.
   */
  DaemonThreads(String name) {
    this(name, false, ClassLoader.getSystemClassLoader());
  }

  private DaemonThreads(String name, boolean numbered, ClassLoader context) {
    this.name = name;
    this.numbered = numbered;
    this.context = context;
  }

  /**
   * Returns a factory of threads that run user code.
   *
   * @param prefix the start of the names, which end in numbers from 1
   * @param context the context class loader of the threads
   */
  public static DaemonThreads numbered(String prefix, ClassLoader context) {
    return new DaemonThreads(prefix, true, context);
  }

  @Override
  public Thread newThread(Runnable work) {
    String threadName = numbered ? name + count.incrementAndGet() : name;
    return thread(threadName, work);
  }

  @SuppressWarnings("removal") // excludes the callers' contexts where the JDK has them
  private Thread thread(String threadName, Runnable work) {
    PrivilegedAction<Thread> creation =
        () -> {
          Thread thread = new Thread(null, work, threadName, 0, false);
          thread.setDaemon(true);
          thread.setContextClassLoader(context);
          return thread;
        };
    return AccessController.doPrivileged(creation);
  }
}
