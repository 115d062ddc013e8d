package dev.larder.jcache;

import dev.larder.store.StackReserve;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A manager's threads for listeners and for {@code loadAll}, apart from each other so that neither
 * can starve the other: started when needed, gone when idle, and ended with the manager. Events are
 * bounded by their caches; of loads so many may wait, and more are refused.
 */
final class ManagerThreads {
  /** A load that waits keeps its keys, and an old value. */
  static final int MOST_LOADS = 1_000;

  private final ThreadPoolExecutor listening;
  private final ThreadPoolExecutor loading;

  ManagerThreads(ClassLoader loader) {
    int size = Math.max(2, Runtime.getRuntime().availableProcessors());
    this.listening = pool("larder-listener-", size, new LinkedBlockingQueue<>(), loader);
    this.loading = pool("larder-loader-", 2 * size, new LinkedBlockingQueue<>(MOST_LOADS), loader);
  }

  private static ThreadPoolExecutor pool(
      String prefix, int size, BlockingQueue<Runnable> queue, ClassLoader loader) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            1,
            TimeUnit.SECONDS,
            queue,
            task -> {
              Thread thread = new Thread(null, task, prefix + number.incrementAndGet(), 0, false);
              thread.setDaemon(true);
              thread.setContextClassLoader(loader);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  Executor listening() {
    return task -> handOver(task, listening);
  }

  Executor loading() {
    return task -> handOver(task, loading);
  }

  private static void handOver(Runnable task, Executor executor) {
    StackReserve.requireForHandOver();
    executor.execute(task);
  }

  /** Takes nothing new; what is queued is ended by its own look at whether the cache is closed. */
  void close() {
    listening.shutdown();
    loading.shutdown();
  }
}
