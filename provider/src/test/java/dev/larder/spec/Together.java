package dev.larder.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that start together, and end in time or fail the test. */
public final class Together {
  private final List<Thread> threads = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final AtomicInteger calling = new AtomicInteger();

  /** The result or the failure of a task. */
  public static final class Outcome {
    public volatile Object value;
    public volatile Throwable failure;
  }

  /** The task of a thread. */
  public interface Task {
    Object run(int thread) throws Exception;
  }

  private Together() {}

  /** Starts threads with a task, and returns at once. */
  public static Together start(int count, Task task) {
    Together together = new Together();
    CyclicBarrier barrier = new CyclicBarrier(count);
    for (int i = 0; i < count; i++) {
      int number = i;
      Outcome outcome = new Outcome();
      Thread thread =
          new Thread(
              () -> {
                try {
                  barrier.await(10, TimeUnit.SECONDS);
                  together.calling.incrementAndGet();
                  outcome.value = task.run(number);
                } catch (Throwable e) {
                  outcome.failure = e;
                }
              },
              "spec-" + number);
      thread.setDaemon(true);
      together.outcomes.add(outcome);
      together.threads.add(thread);
    }
    together.threads.forEach(Thread::start);
    return together;
  }

  /** Waits at most 20 seconds. */
  public static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("not within twenty seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Runs a task in threads, and waits for their end. */
  public static List<Outcome> run(int count, Task task) {
    return start(count, task).end();
  }

  /** Starts one thread. */
  public static Together start(Runnable task) {
    return start(
        1,
        thread -> {
          task.run();
          return null;
        });
  }

  /** A task without a result. */
  public interface Work {
    void run(int thread) throws Exception;
  }

  /** Runs a task in threads, waits for them, and fails if one has failed. */
  public static void all(int count, Work work) {
    values(
        run(
            count,
            thread -> {
              work.run(thread);
              return null;
            }));
  }

  /** Waits until all threads are inside their tasks, and all but a number of them wait there. */
  public void awaitWaiting(int except) {
    Eventually.isTrue(
        "all threads but " + except + " wait",
        () ->
            calling.get() == threads.size()
                && threads.stream().filter(Together::isWaiting).count() >= threads.size() - except);
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING;
  }

  /** Waits at most 20 seconds for the threads, and returns their outcomes. */
  public List<Outcome> end() {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    for (Thread thread : threads) {
      try {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(limit - System.nanoTime())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (thread.isAlive()) {
        throw new AssertionError(
            thread.getName() + " hangs:\n" + Arrays.toString(thread.getStackTrace()));
      }
    }
    return outcomes;
  }

  /** Returns the values. Fails if a thread has failed. */
  public static List<Object> values(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      if (outcome.failure != null) {
        throw new AssertionError("a thread failed", outcome.failure);
      }
    }
    return outcomes.stream().map(outcome -> outcome.value).toList();
  }
}
