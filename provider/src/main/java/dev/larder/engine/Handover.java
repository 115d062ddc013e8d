package dev.larder.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hands a task to an executor, or runs it in the calling thread if the executor refuses it. */
public final class Handover {
  private Handover() {}

  /** Runs a task exactly once, in the executor or in the calling thread. */
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
      // An executor that runs tasks in the calling thread may throw what the task has thrown.
      once.run();
    }
  }
}
