package dev.larder.tools;

import java.util.concurrent.atomic.AtomicBoolean;

/** Runs an action once: on close, or if the JVM ends before, as by Ctrl-C or SIGTERM. */
final class AtExit implements AutoCloseable {
  private final Runnable action;
  private final AtomicBoolean done = new AtomicBoolean();
  private final Thread hook = new Thread(this::run, "larder-at-exit");

  AtExit(Runnable action) {
    this.action = action;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void run() {
    if (done.compareAndSet(false, true)) {
      action.run();
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down. Either the hook or this thread runs the action, not both.
    }
    run();
  }
}
