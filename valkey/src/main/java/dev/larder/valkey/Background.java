package dev.larder.valkey;

import dev.larder.CacheOutcomeUnknownException;
import dev.larder.CacheUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for work that waits for the server, such as the search for expired entries. */
final class Background implements AutoCloseable {
  private static final Logger LOG = System.getLogger("dev.larder");
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

  /**
   * Starts a task, whose failure is logged. Returns false if all threads are busy, or the factory
   * is closed.
   */
  boolean start(Runnable task) {
    try {
      executor.execute(
          () -> {
            try {
              task.run();
            } catch (RuntimeException e) {
              Level level = executor.isShutdown() ? Level.DEBUG : Level.WARNING;
              LOG.log(level, "background work of a cache has failed", e);
            }
          });
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /**
   * Runs a task again and again, with a pause, until the server answers or the factory is closed.
   */
  void startUntilDone(long pauseMillis, Runnable task) {
    start(
        () -> {
          boolean isDone = false;
          while (!isDone && !executor.isShutdown()) {
            try {
              task.run();
              isDone = true;
            } catch (CacheUnavailableException | CacheOutcomeUnknownException e) {
              isDone = isInterruptedDuring(pauseMillis);
            }
          }
        });
  }

  private static boolean isInterruptedDuring(long pauseMillis) {
    try {
      TimeUnit.MILLISECONDS.sleep(pauseMillis);
      return false;
    } catch (InterruptedException e) {
      return true; // closed
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
