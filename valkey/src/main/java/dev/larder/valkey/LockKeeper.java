package dev.larder.valkey;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Renews the locks that this process has on the server. A lock ends by itself soon after its
 * process has died, has forgotten it, or has lost its connection. Thread-safe.
 */
final class LockKeeper implements AutoCloseable {
  private static final long LEAST_MILLIS = 2_000;
  private static final int RENEWALS = 3;

  private final Server server;
  private final long leaseMillis;
  private final Set<EntryLock> held = ConcurrentHashMap.newKeySet();

  // Guarded by this.
  private final ScheduledThreadPoolExecutor executor;
  private boolean isRunning;

  LockKeeper(Server server) {
    this.server = server;
    this.leaseMillis =
        Math.max(LEAST_MILLIS, 2 * TimeUnit.NANOSECONDS.toMillis(server.timeoutNanos()));
    this.executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "larder-valkey-locks");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Returns how long a lock lasts without renewal, in milliseconds. */
  long leaseMillis() {
    return leaseMillis;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the task does not fail
  synchronized void add(EntryLock lock) {
    held.add(lock);
    if (!isRunning && !executor.isShutdown()) {
      isRunning = true;
      long period = leaseMillis / RENEWALS;
      executor.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
    }
  }

  void remove(EntryLock lock) {
    held.remove(lock);
  }

  private void renew() {
    for (EntryLock lock : held) {
      server.post(lock.renewal(leaseMillis));
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
