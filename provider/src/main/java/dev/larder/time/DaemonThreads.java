package dev.larder.time;

import java.util.concurrent.ThreadFactory;

/** Makes threads that keep neither the JVM running nor their creator's class loader alive. */
record DaemonThreads(String name) implements ThreadFactory {
  @Override
  public Thread newThread(Runnable work) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(DaemonThreads.class.getClassLoader());
    return thread;
  }
}
