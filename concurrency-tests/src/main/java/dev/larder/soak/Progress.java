package dev.larder.soak;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** How far everything has got, for the watchdog: the slowest thread counts. Thread-safe. */
final class Progress {
  private final AtomicLong steps = new AtomicLong();
  private final List<Worker> workers = new CopyOnWriteArrayList<>();

  /** Something other than an operation has been done. */
  void step() {
    steps.incrementAndGet();
    workers.removeIf(worker -> worker.getState() == Thread.State.TERMINATED);
  }

  void follow(Worker worker) {
    workers.add(worker);
  }

  /** It stays the same if one thread does not get on, whatever the others do. */
  long current() {
    long slowest = workers.stream().mapToLong(Worker::done).min().orElse(0);
    return steps.get() * 1_000_000_007 + slowest;
  }
}
