package dev.larder;

import java.util.concurrent.Executor;

/**
 * An executor that the application owns. It is not {@link AutoCloseable}, so no cache closes it.
 */
record SharedExecutor(Executor executor) implements Executor {
  @Override
  public void execute(Runnable task) {
    executor.execute(task);
  }
}
