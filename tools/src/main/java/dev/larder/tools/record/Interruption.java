package dev.larder.tools.record;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns a request to end the process, by Ctrl-C or SIGTERM, into the end of a recording. The
 * process ends when this is closed.
 */
public final class Interruption implements AutoCloseable {
  private static final long MOST_SECONDS = 30;

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::request, "larder-record-end");

  public Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void request() {
    requested.countDown();
    try {
      // The process ends when this returns, so the trace must be written by then.
      var unused = closed.await(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the request; returns whether there was one. */
  boolean await(long millis) throws InterruptedException {
    return requested.await(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    closed.countDown();
    if (requested.getCount() > 0) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process ends at this moment.
      }
    }
  }
}
