package dev.larder.valkey;

import dev.larder.CacheOutcomeUnknownException;
import dev.larder.CacheUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for work that waits for the server, such as the search for expired entries. */
final class Background implements AutoCloseable {
  private static final Logger LOG = System.getLogger("dev.larder");
  private static final int MOST_THREADS = 16;
  private static final long IDLE_SECONDS = 5;

  private final ThreadPoolExecutor retries = retries();
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          0,
          MOST_THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Background::thread);

  private static ThreadPoolExecutor retries() {
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Background::thread);
    one.allowCoreThreadTimeOut(true);
    return one;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "larder-valkey-background");
    thread.setDaemon(true);
    return thread;
  }

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
   * One thread runs all such tasks in turn.
   */
  void startUntilDone(long pauseMillis, Runnable task) {
    try {
      retries.execute(() -> attempt(pauseMillis, task));
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "the factory is closed");
    }
  }

  private void attempt(long pauseMillis, Runnable task) {
    try {
      task.run();
    } catch (CacheUnavailableException | CacheOutcomeUnknownException e) {
      if (!isInterruptedDuring(pauseMillis)) {
        startUntilDone(pauseMillis, task);
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a cache that began without its server cannot use it", e);
    }
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
    retries.shutdownNow();
  }
}
