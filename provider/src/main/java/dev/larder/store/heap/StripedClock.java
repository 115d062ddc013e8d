package dev.larder.store.heap;

import org.jspecify.annotations.Nullable;

/**
 * A logical clock that threads advance without contending for it. Each tick of a thread is later
 * than all earlier ticks of that thread. It is also later than the common time, which lags behind
 * the latest tick of all threads.
 *
 * <p>A thread keeps the times of its last read and its last write in two cache lines. If there are
 * many threads, some share these lines. The time of a read is later than the thread's own last read
 * and write. The time of a write is later than the last reads of all threads too, so a new entry is
 * never older than an entry that was read before. A write looks at the writes of other threads only
 * in a small cache; elsewhere threads that only write do not contend.
 *
 * <p>A reader raises the common time when its own time is a multiple of {@value #STRIDE}, and the
 * holder of the policy lock raises it by {@link #synchronize}. A race can lose a tick of threads
 * that share a line, or an update of the common time. Then the order of accesses is a little less
 * exact.
 *
 * <p>No tick returns a time below {@value #RESERVED}, as an unsigned number: {@link
 * AccessTimeArray} stores positions in that range.
 */
final class StripedClock {
  /**
   * Numbers below this one, as unsigned, are positions in an {@link AccessTimeArray}, not times.
   */
  static final int RESERVED = 2_048;

  /** A reader raises the common time at multiples of this time: a power of two. */
  private static final int STRIDE = 256;

  private static final int STRICT_LAG = 4;

  /** How many threads have lines of their own: a power of two. */
  private static final int THREADS =
      Integer.highestOneBit(Math.min(4 * Runtime.getRuntime().availableProcessors(), 64));

  /** The length of a cache line in elements. */
  private static final int LINE = 16;

  private final GenerationClock common;

  /**
   * One unused line, then two lines for each thread: its last read and its last write. Created with
   * the first tick.
   */
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
      common.raise(time);
    }
    return time;
  }

  /**
   * Returns the time of a write by the calling thread.
   *
   * @param lag how many ticks the common time may be behind the thread's; below {@value
   *     #STRICT_LAG}, the time is later than the writes of all threads too
   */
  int tickWrite(int lag) {
    int[] known = times();
    int line = lineOfThread();
    int latest = later(common.now(), known[line + LINE]);
    for (int at = LINE; at < known.length; at += lag < STRICT_LAG ? LINE : 2 * LINE) {
      latest = later(latest, known[at]);
    }
    int time = next(latest);
    known[line + LINE] = time;
    if (time - common.now() >= lag) {
      common.raise(time);
    }
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

  /** Raises the common time to the latest time of all threads, and returns it. */
  int synchronize() {
    int latest = common.now();
    int[] known = times;
    for (int at = LINE; known != null && at < known.length; at += LINE) {
      latest = later(latest, known[at]);
    }
    common.raise(latest);
    return latest;
  }

  /**
   * Raises the common time to the latest time of all threads, and returns it. Forgets the times of
   * the threads: they would not be comparable if the common time wrapped around before the next
   * tick.
   */
  int reset() {
    int latest = synchronize();
    fill(0);
    return latest;
  }

  /** Raises the times of idle threads, so that they stay comparable when the clock wraps around. */
  void renew() {
    fill(synchronize());
  }

  /** Sets the times of all lines that are in use. */
  private void fill(int time) {
    int[] known = times;
    for (int at = LINE; known != null && at < known.length; at += LINE) {
      known[at] = known[at] == 0 ? 0 : time;
    }
  }
}
