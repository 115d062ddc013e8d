package dev.larder.time;

import java.util.concurrent.ThreadFactory;

/** Creates threads that fail to start until {@link #startThreads} is called. */
final class Exhausted implements ThreadFactory {
  static final String MESSAGE = "unable to create native thread";

  private final ThreadFactory threads = new DaemonThreads("test");
  private boolean starts;

  void startThreads() {
    starts = true;
  }

  @Override
  public Thread newThread(Runnable work) {
    return starts
        ? threads.newThread(work)
        : new Thread(work) {
          @Override
          public synchronized void start() {
            throw new OutOfMemoryError(MESSAGE);
          }
        };
  }
}
