package dev.larder.testkit.promise;

import java.lang.Thread.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** Threads that start together. Threads that do not end in time count as hanging. */
final class TestThreads {
  private final CountDownLatch start = new CountDownLatch(1);
  private final List<FutureTask<?>> tasks = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  @FunctionalInterface
  interface Task {
    void run() throws Exception;
  }

  @FunctionalInterface
  interface NumberedTask {
    void run(int number) throws Exception;
  }

  static void run(int threads, NumberedTask task) throws Exception {
    TestThreads testThreads = new TestThreads();
    for (int i = 0; i < threads; i++) {
      int number = i;
      testThreads.add(() -> task.run(number));
    }
    testThreads.start().end();
  }

  /** Adds a thread, which waits for the start. */
  TestThreads add(Task task) {
    FutureTask<?> future =
        new FutureTask<>(
            () -> {
              start.await();
              task.run();
              return null;
            });
    tasks.add(future);
    Thread thread = new Thread(future, "probe-" + tasks.size());
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
    return this;
  }

  TestThreads start() {
    start.countDown();
    return this;
  }

  /** Waits for all threads, and throws a failure, if there is one. */
  void end() throws Exception {
    endIgnoringFailures();
    for (FutureTask<?> task : tasks) {
      task.get();
    }
  }

  /** Waits for all threads, and ignores failures; throws if a thread does not end. */
  void endIgnoringFailures() {
    // On a busy machine much work may only be slow: threads that still run get three times as long.
    boolean ended = TimeLimit.until(this::isDone);
    if (!ended && threads.stream().anyMatch(thread -> thread.getState() == State.RUNNABLE)) {
      ended = TimeLimit.until(this::isDone, 3 * TimeLimit.NANOS);
    }
    if (!ended) {
      throw new HangException("threads do not end");
    }
  }

  private boolean isDone() {
    return tasks.stream().allMatch(FutureTask::isDone);
  }
}
