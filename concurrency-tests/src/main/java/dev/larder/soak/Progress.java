package dev.larder.soak;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The progress of all threads, for the watchdog. The slowest thread counts. Thread-safe. */
final class Progress {
  private final AtomicLong steps = new AtomicLong();
  private final List<Worker> workers = new CopyOnWriteArrayList<>();

  /** Records a step other than a cache operation. */
  void step() {
    steps.incrementAndGet();
    workers.removeIf(worker -> worker.getState() == Thread.State.TERMINATED);
  }

  void follow(Worker worker) {
    workers.add(worker);
  }

  /** Returns a number that stays the same if any thread makes no progress. */
  long current() {
    long slowest = workers.stream().mapToLong(Worker::done).min().orElse(0);
    return steps.get() * 1_000_000_007 + slowest;
  }
}
