package dev.larder.statistics;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what a cache does, while it is switched on. Each counter is striped, and read without
 * stopping the writers: figures read together may be some operations apart. Thread-safe.
 */
public final class Statistics {
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder puts = new LongAdder();
  private final LongAdder removals = new LongAdder();
  private final LongAdder evictions = new LongAdder();
  private final LongAdder getNanos = new LongAdder();
  private final LongAdder putNanos = new LongAdder();
  private final LongAdder removeNanos = new LongAdder();
  private volatile boolean enabled;

  /** Starts or stops counting; the figures so far stay. */
  public void setEnabled(boolean on) {
    enabled = on;
  }

  public boolean isEnabled() {
    return enabled;
  }

  /** The time at the start of an operation, for {@link #since}; 0 while switched off. */
  public long start() {
    return enabled ? System.nanoTime() : 0;
  }

  /** Nanoseconds since a {@link #start}; 0 if statistics were switched on only since then. */
  public static long since(long start) {
    return start == 0 ? 0 : System.nanoTime() - start;
  }

  public void hit(long nanos) {
    if (enabled) {
      hits.increment();
      getNanos.add(nanos);
    }
  }

  public void miss(long nanos) {
    if (enabled) {
      misses.increment();
      getNanos.add(nanos);
    }
  }

  public void put(long nanos) {
    if (enabled) {
      puts.increment();
      putNanos.add(nanos);
    }
  }

  public void removal(long nanos) {
    if (enabled) {
      removals.increment();
      removeNanos.add(nanos);
    }
  }

  public void eviction() {
    if (enabled) {
      evictions.increment();
    }
  }

  public long hits() {
    return hits.sum();
  }

  public long misses() {
    return misses.sum();
  }

  public long puts() {
    return puts.sum();
  }

  public long removals() {
    return removals.sum();
  }

  public long evictions() {
    return evictions.sum();
  }

  /** The mean time of a get in microseconds. */
  public float averageGetMicros() {
    return micros(getNanos, hits() + misses());
  }

  /** The mean time of a put in microseconds. */
  public float averagePutMicros() {
    return micros(putNanos, puts());
  }

  /** The mean time of a removal in microseconds. */
  public float averageRemoveMicros() {
    return micros(removeNanos, removals());
  }

  private static float micros(LongAdder nanos, long count) {
    return count == 0 ? 0 : (float) (nanos.sum() / 1_000.0 / count);
  }

  /** Sets all figures to zero. */
  public void clear() {
    for (LongAdder counter :
        new LongAdder[] {
          hits, misses, puts, removals, evictions, getNanos, putNanos, removeNanos
        }) {
      counter.reset();
    }
  }
}
