package dev.larder.statistics;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts and times the calls of a cache's loader. Thread-safe. */
public final class LoadStatistics {
  private final LongAdder calls = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  /**
   * Counts a call that ends now.
   *
   * @param start the {@link System#nanoTime} at the start of the call
   */
  public void called(long start, boolean hasFailed) {
    nanos.add(System.nanoTime() - start);
    calls.increment();
    if (hasFailed) {
      failures.increment();
    }
  }

  /** Returns the number of calls that have ended, each for one key or for many. */
  public long calls() {
    return calls.sum();
  }

  /** Returns the number of calls that have failed. */
  public long failures() {
    return failures.sum();
  }

  /** Returns the mean time of a call in microseconds, 0 if there was none. */
  public float averageMicros() {
    long count = calls.sum();
    return count == 0 ? 0 : (float) nanos.sum() / count / TimeUnit.MICROSECONDS.toNanos(1);
  }

  /** Resets all figures to 0. A call that ends concurrently may or may not be counted. */
  public void clear() {
    calls.reset();
    failures.reset();
    nanos.reset();
  }
}
