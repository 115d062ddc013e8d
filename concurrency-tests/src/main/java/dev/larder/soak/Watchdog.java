package dev.larder.soak;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.function.LongSupplier;

/** Ends the process, with a dump of all threads, if there is no progress for too long. */
final class Watchdog extends Thread {
  /** The exit code of a process without progress. */
  static final int STUCK = 2;

  private static final long TIMEOUT = 120_000_000_000L;
  private static final long PAUSE = 500;

  private final LongSupplier progress;

  /**
   * Creates a watchdog.
   *
   * @param progress a number that changes as long as there is progress
   */
  Watchdog(LongSupplier progress) {
    super("soak-watchdog");
    this.progress = progress;
    setDaemon(true);
  }

  @Override
  public void run() {
    long seen = progress.getAsLong();
    long since = System.nanoTime();
    try {
      while (System.nanoTime() - since < TIMEOUT) {
        // Poll: the watchdog must not depend on the threads that it watches.
        Thread.sleep(PAUSE);
        long now = progress.getAsLong();
        if (now != seen) {
          seen = now;
          since = System.nanoTime();
        }
      }
    } catch (InterruptedException e) {
      return;
    }
    dump();
    Runtime.getRuntime().halt(STUCK);
  }

  private static void dump() {
    System.err.println("STUCK: nothing has gone on for two minutes");
    for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
      LockInfo lock = thread.getLockInfo();
      System.err.println(thread.getThreadName() + " " + thread.getThreadState() + " " + lock);
      for (StackTraceElement frame : thread.getStackTrace()) {
        System.err.println("    at " + frame);
      }
    }
  }
}
