package dev.larder.valkey;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The thread that reports the changes of other processes, in their order. */
final class EventExecutor implements AutoCloseable {
  /** How many messages may wait. */
  private static final int QUEUE = 65_536;

  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor executor;
  private final Counters counters;

  EventExecutor(Counters counters) {
    this.counters = counters;
    this.executor =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            task -> {
              Thread thread = new Thread(task, "larder-valkey-events");
              thread.setDaemon(true);
              return thread;
            },
            (task, rejecting) -> counters.lostEvents.increment());
    executor.allowCoreThreadTimeOut(true);
  }

  Counters counters() {
    return counters;
  }

  void execute(Runnable task) {
    executor.execute(task);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
