package dev.larder.store.heap;

import org.jspecify.annotations.Nullable;

/**
 * A logical clock that threads advance without contending for it. Each tick of one thread is later
 * than all ticks of that thread before, and later than the common time.
 *
 * <p>A thread counts its reads and its writes in two cache lines of its own. The time of a read is
 * later than the thread's own last read and write. The time of a write is later than the last reads
 * of all threads too, so a new entry is never older than an entry that was read before. Threads
 * that only write do not touch the lines that other writers look at.
 *
 * <p>The common time follows: a reader raises it with every {@value #STRIDE}th tick, and the holder
 * of the policy lock by {@link #synchronize}. Races lose ticks of threads that share a line, or an
 * update of the common time; both make the order of accesses a little less exact.
 *
 * <p>Times below {@value #RESERVED}, counted as unsigned, are never given out.
 */
final class StripedClock {
  /** The policy stores positions in place of times in this range. */
  static final int RESERVED = 2_048;

  /** After how many reads a thread raises the common time: a power of two. */
  private static final int STRIDE = 256;

  /** How many threads have lines of their own: a power of two. */
  private static final int THREADS =
      Integer.highestOneBit(Math.min(4 * Runtime.getRuntime().availableProcessors(), 64));

  /** The length of a cache line in elements. */
  private static final int LINE = 16;

  private final GenerationClock common;

  /** A line of unused elements, then two lines a thread; created with the first tick. */
  private int @Nullable [] times;

  StripedClock(GenerationClock common) {
    this.common = common;
  }

  private int[] times() {
    int[] known = times;
    if (known == null) {
      known = new int[(2 * THREADS + 1) * LINE];
      times = known;
    }
    return known;
  }

  private static int lineOfThread() {
    return (2 * ((int) Thread.currentThread().getId() & (THREADS - 1)) + 1) * LINE;
  }

  /** Returns the time of a read by the calling thread. */
  int tickRead() {
    int[] known = times();
    int line = lineOfThread();
    int time = next(later(later(common.now(), known[line]), known[line + LINE]));
    known[line] = time;
    if ((time & (STRIDE - 1)) == 0) {
      raise(time);
    }
    return time;
  }

  /**
   * Returns the time of a write by the calling thread.
   *
   * @param isLatest whether it has to be later than the writes of all threads too
   */
  int tickWrite(boolean isLatest) {
    int[] known = times();
    int line = lineOfThread();
    int latest = later(common.now(), known[line + LINE]);
    for (int at = LINE; at < known.length; at += isLatest ? LINE : 2 * LINE) {
      latest = later(latest, known[at]);
    }
    int time = next(latest);
    known[line + LINE] = time;
    return time;
  }

  private static int next(int time) {
    int next = time + 1;
    return Integer.compareUnsigned(next, RESERVED) < 0 ? RESERVED : next;
  }

  /** Returns the later one of a time and a line's time, which is 0 until the line is used. */
  private static int later(int time, int lineTime) {
    return lineTime != 0 && lineTime - time > 0 ? lineTime : time;
  }

  private void raise(int time) {
    if (time - common.now() > 0) {
      common.set(time);
    }
  }

  /** Raises the common time to the latest time of all threads, and returns it. */
  int synchronize() {
    int latest = common.now();
    int[] known = times;
    for (int at = LINE; known != null && at < known.length; at += LINE) {
      latest = later(latest, known[at]);
    }
    raise(latest);
    return latest;
  }

  /** Raises the time of threads that are idle, before the clock has wrapped around. */
  void renew() {
    int latest = synchronize();
    int[] known = times;
    for (int at = LINE; known != null && at < known.length; at += LINE) {
      known[at] = known[at] == 0 ? 0 : latest;
    }
  }
}
