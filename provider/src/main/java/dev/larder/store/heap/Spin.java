package dev.larder.store.heap;

import java.util.concurrent.locks.LockSupport;

/**
 * How to wait for what takes another thread a few instructions, even if that thread is not running:
 * first by spinning, then by yielding, then by naps.
 */
final class Spin {
  private static final int SPINS = 64;
  private static final int YIELDS = 64;
  private static final long NAP = 50_000;

  private Spin() {}

  /** Waits for a while, longer with each time in a row. */
  @SuppressWarnings("ThreadPriorityCheck") // only to be quicker: after the yields come the naps
  static void pause(int tries) {
    if (tries < SPINS) {
      Thread.onSpinWait();
    } else if (tries < SPINS + YIELDS) {
      Thread.yield();
    } else {
      LockSupport.parkNanos(NAP);
    }
  }
}
