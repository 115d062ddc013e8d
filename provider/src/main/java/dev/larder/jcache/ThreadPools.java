package dev.larder.jcache;

import dev.larder.time.DaemonThreads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Pools of daemon threads that are started when needed, and gone soon after. Each cache has a pool
 * for {@code loadAll} and one for reloads, so a loader that hangs costs its own cache alone; a
 * manager has one for listeners.
 */
final class ThreadPools {
  /** How many loads or reloads may wait: each keeps its keys, and an old value. */
  static final int MOST_LOADS = 1_000;

  private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private static final Logger LOG = System.getLogger(ThreadPools.class.getName());

  private ThreadPools() {}

  /** The pool for the events of a manager's caches, each of which bounds its own. */
  static ThreadPoolExecutor listening(ClassLoader context) {
    return pool("larder-listener-", THREADS, new LinkedBlockingQueue<>(), context);
  }

  /** A pool for the loads of one cache. */
  static ThreadPoolExecutor loading(ClassLoader context) {
    return pool("larder-loader-", 2 * THREADS, new LinkedBlockingQueue<>(MOST_LOADS), context);
  }

  private static ThreadPoolExecutor pool(
      String prefix, int size, BlockingQueue<Runnable> queue, ClassLoader context) {
    ThreadFactory threads = DaemonThreads.numbered(prefix, context);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(size, size, 250, TimeUnit.MILLISECONDS, queue, threads);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Makes sure of some stack before a task is handed over. */
  static Executor guarded(Executor pool) {
    return task -> {
      pool.execute(task);
    };
  }

  /**
   * Ends a pool of a closed cache: interrupts what runs, and runs what waits, which then finds the
   * cache closed and says so to whoever waits for it. An error of one of them keeps no other from
   * being told.
   */
  static void end(ExecutorService pool) {
    for (Runnable task : pool.shutdownNow()) {
      try {
        task.run();
      } catch (Throwable e) {
        LOG.log(Level.ERROR, "a load that was cancelled failed", e);
      }
    }
  }
}
