package dev.larder.jcache;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Gives a task to an executor of the user, and runs it here if the executor does not take it. */
final class OnceOnly {
  private OnceOnly() {}

  static void run(Executor executor, Runnable task) {
    AtomicBoolean hasBegun = new AtomicBoolean();
    Runnable once =
        () -> {
          if (hasBegun.compareAndSet(false, true)) {
            task.run();
          }
        };
    try {
      executor.execute(once);
    } catch (Throwable e) {
      // An executor that runs tasks at once may throw what the task has thrown.
      once.run();
    }
  }
}
