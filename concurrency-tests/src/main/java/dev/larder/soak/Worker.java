package dev.larder.soak;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.Cache;
import javax.cache.CacheException;

/** A thread that uses all caches until it is stopped. */
final class Worker extends Thread {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final List<Subject> subjects;
  private final SplittableRandom random;
  private final Operations operations;
  private final Promises promises;
  private final AtomicLong done = new AtomicLong();
  private volatile boolean stopped;
  private volatile long allocated;

  Worker(
      List<Subject> subjects, SplittableRandom random, Operations operations, Promises promises) {
    super("soak-worker");
    this.subjects = subjects;
    this.random = random;
    this.operations = operations;
    this.promises = promises;
    setDaemon(true);
  }

  @Override
  public void run() {
    long before = THREADS.getThreadAllocatedBytes(getId());
    while (!stopped) {
      Subject subject = subjects.get(random.nextInt(subjects.size()));
      use(subject, subject.cache());
      done.incrementAndGet();
    }
    allocated = THREADS.getThreadAllocatedBytes(getId()) - before;
  }

  private void use(Subject subject, Cache<Integer, Object> cache) {
    try {
      operations.one(subject.kind(), cache, subject.values());
    } catch (RuntimeException | Error e) {
      if (!(isOfClosed(e) && cache.isClosed())) {
        e.printStackTrace();
        promises.broken("an operation on " + subject.kind() + " failed: " + e);
      } else {
        promises.count("operations on a cache that was closed", 1);
      }
    }
  }

  /**
   * Returns whether a failure is due to a closed cache; loadAll wraps it in a failure of the cache.
   */
  private static boolean isOfClosed(Throwable failure) {
    return failure instanceof IllegalStateException
        || failure.getClass().equals(CacheException.class);
  }

  /** Stops the thread after its current operation. */
  void finish() {
    stopped = true;
  }

  /** Returns the number of operations so far. */
  long done() {
    return done.get();
  }

  /** Returns the allocation of the thread in bytes, once it has ended. */
  long allocated() {
    return allocated;
  }
}
