package dev.larder.jcache;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * A pool of threads that start on demand and end soon after their last task.
 *
 * <p>Cache operations submit tasks, perhaps at the end of their stack. A stack overflow within
 * {@link java.util.concurrent.ThreadPoolExecutor#execute} can leave its locks taken, and block all
 * later submissions. {@link #execute} of this class takes no lock. After an overflow within it, the
 * task may run late: with the next submission, or after the time that an idle thread waits.
 * Thread-safe.
 */
final class WorkerPool implements Executor, AutoCloseable {
  /** How long a thread without a task waits for one. */
  private static final long KEEP_ALIVE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** How long closing waits for all threads together. */
  private static final long MAX_JOIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ThreadFactory threads;
  private final int maxWaiting;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  /** The number of tasks in the queue. Incremented after a task is added, so never too large. */
  private final AtomicInteger waiting = new AtomicInteger();

  /** The worker of each thread that has not ended. */
  private final AtomicReferenceArray<Worker> workers;

  private volatile boolean closed;
  private volatile boolean cancelled;

  /**
   * Creates a pool without threads.
   *
   * @param threads creates the threads
   * @param size the largest number of threads
   * @param maxWaiting the number of waiting tasks from which the pool rejects tasks
   */
  WorkerPool(ThreadFactory threads, int size, int maxWaiting) {
    this.threads = threads;
    this.maxWaiting = maxWaiting;
    this.workers = new AtomicReferenceArray<>(size);
  }

  /**
   * Runs a task in a thread of the pool.
   *
   * @throws RejectedExecutionException if the pool is closed, or too many tasks are waiting
   */
  @Override
  public void execute(Runnable task) {
    if (closed) {
      throw new RejectedExecutionException("the pool is closed");
    }
    if (waiting.get() >= maxWaiting) {
      throw new RejectedExecutionException(maxWaiting + " tasks are waiting");
    }
    tasks.add(task);
    waiting.incrementAndGet();
    try {
      wake();
    } catch (Throwable e) {
      // No thread could be started. If another one has taken the task, that is no failure.
      if (withdraw(task)) {
        throw e;
      }
    }
    if (closed && withdraw(task)) {
      throw new RejectedExecutionException("the pool has been closed");
    }
  }

  private boolean withdraw(Runnable task) {
    boolean isWithdrawn = tasks.remove(task);
    if (isWithdrawn) {
      waiting.decrementAndGet();
    }
    return isWithdrawn;
  }

  /** Wakes an idle thread, or starts one. All threads are busy if neither is possible. */
  private void wake() {
    for (int i = 0; i < workers.length(); i++) {
      Worker known = workers.get(i);
      if (known == null) {
        Worker fresh = new Worker(i);
        known = workers.compareAndExchange(i, null, fresh);
        known = known == null ? fresh : known;
      }
      if (known.start() || known.wake()) {
        return;
      }
    }
  }

  /**
   * Rejects tasks from now on. Those that wait still run. Threads without a task have ended when
   * this method returns, because an application server reports the threads that an application
   * leaves behind.
   */
  @Override
  public void close() {
    awaitEnd(reject());
  }

  /** Rejects tasks from now on, and wakes all threads. Returns those without a task. */
  private List<Thread> reject() {
    closed = true;
    List<Thread> ending = new ArrayList<>();
    for (int i = 0; i < workers.length(); i++) {
      Worker worker = workers.get(i);
      if (worker != null) {
        if (!worker.runsTask) {
          ending.add(worker.thread);
        }
        LockSupport.unpark(worker.thread);
      }
    }
    return ending;
  }

  /** Waits for threads to end, for a short time at most: one may just have taken a task. */
  private static void awaitEnd(List<Thread> threads) {
    long deadline = System.nanoTime() + MAX_JOIN_NANOS;
    try {
      for (Thread thread : threads) {
        // A negative time does not wait.
        TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Rejects tasks from now on, interrupts those that run, and returns those that wait. */
  List<Runnable> cancel() {
    cancelled = true;
    List<Thread> ending = reject();
    List<Runnable> left = new ArrayList<>();
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      left.add(task);
    }
    for (int i = 0; i < workers.length(); i++) {
      Worker worker = workers.get(i);
      if (worker != null) {
        worker.thread.interrupt();
      }
    }
    awaitEnd(ending);
    return left;
  }

  /** What one thread of the pool does. */
  private final class Worker implements Runnable {
    private final int index;
    private final Thread thread;

    /** Whether the thread waits for a task, and no submission has woken it yet. */
    private final AtomicBoolean idle = new AtomicBoolean();

    /** Written by the thread of this worker only. */
    private volatile boolean runsTask;

    Worker(int index) {
      this.index = index;
      this.thread = threads.newThread(this);
    }

    /**
     * Starts the thread unless it has been started. The thread that has created this worker may
     * have failed to do it. Returns whether it is started now.
     */
    boolean start() {
      if (thread.getState() != Thread.State.NEW) {
        return false;
      }
      try {
        thread.start();
        return true;
      } catch (IllegalThreadStateException e) {
        return false; // another thread has started it meanwhile
      }
    }

    /** Wakes the thread if it waits for a task; returns whether it did. */
    boolean wake() {
      if (idle.get() && idle.compareAndSet(true, false)) {
        LockSupport.unpark(thread);
        return true;
      }
      return false;
    }

    @Override
    public void run() {
      try {
        do {
          runTasks();
        } while (awaitTask());
      } finally {
        workers.set(index, null);
        // A submission may have counted on this thread, just before the line above.
        if (!tasks.isEmpty()) {
          WorkerPool.this.wake();
        }
      }
    }

    private void runTasks() {
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        waiting.decrementAndGet();
        Thread.interrupted(); // what an earlier task has left
        if (cancelled) {
          thread.interrupt();
        }
        runsTask = true;
        try {
          task.run();
        } catch (Throwable e) {
          report(e);
        }
        runsTask = false;
      }
    }

    private void report(Throwable failure) {
      try {
        thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
      } catch (Throwable e) {
        // The JVM ignores it as well.
      }
    }

    /** Waits for a task. Returns false if none comes, or if the pool is closed. */
    private boolean awaitTask() {
      Thread.interrupted();
      idle.set(true);
      long deadline = System.nanoTime() + KEEP_ALIVE_NANOS;
      long left = KEEP_ALIVE_NANOS;
      while (left > 0 && idle.get() && tasks.isEmpty() && !closed) {
        LockSupport.parkNanos(WorkerPool.this, left);
        left = deadline - System.nanoTime();
      }
      return !idle.getAndSet(false) || !tasks.isEmpty();
    }
  }
}
