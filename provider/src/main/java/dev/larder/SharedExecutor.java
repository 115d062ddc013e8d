package dev.larder;

import java.util.concurrent.Executor;

/** An executor that belongs to the program, so that no cache closes it. */
record SharedExecutor(Executor executor) implements Executor {
  @Override
  public void execute(Runnable task) {
    executor.execute(task);
  }
}
