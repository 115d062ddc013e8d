package dev.larder.valkey;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for work that waits for the server, such as the search for expired entries. */
final class Background implements AutoCloseable {
  private static final int MOST_THREADS = 16;
  private static final long IDLE_SECONDS = 5;

  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          0,
          MOST_THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> {
            Thread thread = new Thread(task, "larder-valkey-background");
            thread.setDaemon(true);
            return thread;
          });

  /** Starts a task; returns false if all threads are busy, or the factory is closed. */
  boolean start(Runnable task) {
    try {
      executor.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Runs a task again and again, with a pause, until it succeeds or the factory is closed. */
  void startUntilDone(long pauseMillis, Runnable task, Class<? extends RuntimeException> repeated) {
    start(
        () -> {
          boolean isDone = false;
          while (!isDone && !executor.isShutdown()) {
            try {
              task.run();
              isDone = true;
            } catch (RuntimeException e) {
              if (!repeated.isInstance(e)) {
                throw e;
              }
              try {
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
              } catch (InterruptedException closed) {
                return;
              }
            }
          }
        });
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
