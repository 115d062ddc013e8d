package dev.larder.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Gives a task to an executor, and runs it here if the executor does not take it. */
public final class Handover {
  private Handover() {}

  /** Runs a task once, by the executor or by the calling thread. */
  public static void run(Executor executor, Runnable task) {
    AtomicBoolean hasBegun = new AtomicBoolean();
    Runnable once =
        () -> {
          if (hasBegun.compareAndSet(false, true)) {
            task.run();
          }
        };
    try {
      executor.execute(once);
    } catch (StackOverflowError e) {
      // There is no stack left to run it here either.
      throw e;
    } catch (Throwable e) {
      // An executor that runs tasks at once may throw what the task has thrown.
      once.run();
    }
  }
}
