package dev.larder.clients;

import java.util.concurrent.Executor;

/** Calls asynchronous listeners in the thread of the operation; {@code larder.conf} names it. */
public final class DirectExecutor implements Executor {
  @Override
  public void execute(Runnable task) {
    task.run();
  }
}
