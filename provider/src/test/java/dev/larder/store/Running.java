package dev.larder.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Something that runs in a thread of its own. Nothing here waits for time to pass. */
public final class Running<T> {
  private final FutureTask<T> task;
  private final Thread thread;

  private Running(Callable<T> body) {
    task = new FutureTask<>(body);
    thread = new Thread(task, "test");
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts it. */
  public static <T> Running<T> start(Callable<T> body) {
    return new Running<>(body);
  }

  /** Runs as many at the same time, and answers when all have ended. */
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

  /** What one of several threads does. */
  public interface Body<T> {
    /** Does it. */
    T run(int index) throws Exception;
  }

  /** Returns once the thread waits for something; fails if it ends instead. */
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

  /** Whether it has ended. */
  public boolean isDone() {
    return task.isDone();
  }

  /** The thread, for its interruption. */
  public Thread thread() {
    return thread;
  }

  /** Waits for the result; rethrows what was thrown. */
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
