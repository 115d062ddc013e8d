package dev.larder.time;

import java.util.concurrent.ThreadFactory;

/** Makes threads that the system does not start, until it is told to relent. */
final class Exhausted implements ThreadFactory {
  static final String MESSAGE = "unable to create native thread";

  private final ThreadFactory threads = new DaemonThreads("test");
  private boolean over;

  void relent() {
    over = true;
  }

  @Override
  public Thread newThread(Runnable work) {
    return over
        ? threads.newThread(work)
        : new Thread(work) {
          @Override
          public synchronized void start() {
            throw new OutOfMemoryError(MESSAGE);
          }
        };
  }
}
