package dev.larder.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A task in a thread of its own. No method waits for time to pass. */
public final class Running<T> {
  private final FutureTask<T> task;
  private final Thread thread;

  private Running(Callable<T> body) {
    task = new FutureTask<>(body);
    thread = new Thread(task, "test");
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts a thread with the task. */
  public static <T> Running<T> start(Callable<T> body) {
    return new Running<>(body);
  }

  /** Runs a task in several threads at the same time, and returns their results. */
  public static <T> List<T> together(int threads, Body<T> body) {
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Running<T>> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int index = i;
      all.add(
          start(
              () -> {
                start.await();
                return body.run(index);
              }));
    }
    return all.stream().map(Running::get).toList();
  }

  /** The task of one of several threads. */
  public interface Body<T> {
    T run(int index) throws Exception;
  }

  /** Returns once the thread waits. Fails if the thread ends instead. */
  public Running<T> awaitWaiting() {
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      if (task.isDone()) {
        throw new AssertionError("it did not wait, and ended with " + get());
      }
      Thread.onSpinWait();
    }
    return this;
  }

  /** Whether the task has ended. */
  public boolean isDone() {
    return task.isDone();
  }

  /** The thread, for a test to interrupt it. */
  public Thread thread() {
    return thread;
  }

  /** Waits for the result. Throws what the task threw. */
  public T get() {
    try {
      return task.get();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException exception) {
        throw exception;
      }
      throw new AssertionError(e.getCause());
    }
  }
}
