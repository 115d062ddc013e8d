package dev.larder.statistics;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts and times the calls of a cache's loader. Thread-safe. */
public final class LoadStatistics {
  private final LongAdder calls = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  /** Counts a call that began at this reading of {@link System#nanoTime}, and ends now. */
  public void called(long start, boolean hasFailed) {
    nanos.add(System.nanoTime() - start);
    calls.increment();
    if (hasFailed) {
      failures.increment();
    }
  }

  /** How many calls have ended, for one key or for many. */
  public long calls() {
    return calls.sum();
  }

  /** How many of them have failed. */
  public long failures() {
    return failures.sum();
  }

  /** The mean time of a call in microseconds; 0 if there was none. */
  public float averageMicros() {
    long count = calls.sum();
    return count == 0 ? 0 : (float) nanos.sum() / count / TimeUnit.MICROSECONDS.toNanos(1);
  }

  /** Starts again from 0. A call that ends meanwhile may be counted or not. */
  public void clear() {
    calls.reset();
    failures.reset();
    nanos.reset();
  }
}
