package dev.larder.jcache;

import dev.larder.time.DaemonThreads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Pools of daemon threads that start on demand and end soon after their last task. Each cache has a
 * pool for {@code loadAll} and one for reloads, so a loader that hangs blocks its own cache only. A
 * manager has one for listeners.
 */
final class ThreadPools {
  /**
   * How many loads or reloads of a cache may wait. Each keeps its keys and an old value in memory.
   */
  static final int MAX_WAITING_LOADS = 1_000;

  private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private static final Logger LOG = System.getLogger(ThreadPools.class.getName());

  private ThreadPools() {}

  /**
   * Returns the pool for the listeners of a manager's caches. Its queue needs no bound, because
   * each cache bounds its events.
   */
  static WorkerPool listening(ClassLoader context) {
    return new WorkerPool(
        DaemonThreads.numbered("larder-listener-", context), THREADS, Integer.MAX_VALUE);
  }

  /**
   * A pool for the loads of one cache, created with the first load: most caches need none. A closed
   * pool rejects tasks. Thread-safe.
   */
  static final class LoadingPool implements Executor, AutoCloseable {
    private final ClassLoader context;
    private @Nullable WorkerPool pool;
    private boolean closed;

    LoadingPool(ClassLoader context) {
      this.context = context;
    }

    @Override
    public void execute(Runnable task) {
      pool().execute(task);
    }

    private synchronized WorkerPool pool() {
      WorkerPool known = pool;
      if (known == null) {
        if (closed) {
          throw new RejectedExecutionException("the cache is closed");
        }
        known =
            new WorkerPool(
                DaemonThreads.numbered("larder-loader-", context), 2 * THREADS, MAX_WAITING_LOADS);
        pool = known;
      }
      return known;
    }

    @Override
    public void close() {
      WorkerPool known;
      synchronized (this) {
        closed = true;
        known = pool;
      }
      if (known != null) {
        runCancelled(known.cancel());
      }
    }
  }

  /**
   * Shuts down the executor of a closed cache. It interrupts running tasks, and runs waiting tasks
   * in the calling thread: they find the cache closed, and fail for the threads that wait for them.
   */
  static void shutDown(ExecutorService executor) {
    runCancelled(executor.shutdownNow());
  }

  /** Runs tasks in the calling thread. A failing task does not stop the others. */
  private static void runCancelled(List<Runnable> tasks) {
    for (Runnable task : tasks) {
      try {
        task.run();
      } catch (Throwable e) {
        LOG.log(Level.ERROR, "a load that was cancelled failed", e);
      }
    }
  }
}
