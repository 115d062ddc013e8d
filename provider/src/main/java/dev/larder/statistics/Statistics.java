package dev.larder.statistics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counts what a cache does, while it is switched on. The counters are striped by thread, and read
 * without stopping the writers: figures read together may be some operations apart. Thread-safe.
 *
 * <p>Counts are exact. Times are samples: of the plain reads of a stripe the first is timed and
 * then every sixteenth, for to read the clock costs more than to read an entry; whatever else is
 * counted is timed always. In the mean a sampled time stands for all sixteen.
 */
public final class Statistics {
  /** How many reads one sample stands for. */
  private static final int READS_A_SAMPLE = 16;

  private static final int HITS = 0;
  private static final int MISSES = 1;
  private static final int PUTS = 2;
  private static final int REMOVALS = 3;
  private static final int EVICTIONS = 4;
  private static final int GET_NANOS = 5;
  private static final int TIMED_GETS = 6;
  private static final int PUT_NANOS = 7;
  private static final int REMOVE_NANOS = 8;
  private static final int COUNTERS = 9;

  /** Stripes are two cache lines apart, for lines are fetched in pairs. */
  private static final int STRIPE_BITS = 5;

  private static final int MOST_STRIPES = 64;

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  private final int stripes = stripes(Runtime.getRuntime().availableProcessors());
  private final long[] cells = new long[(stripes + 1) << STRIPE_BITS];
  private volatile boolean enabled;

  private static int stripes(int processors) {
    int wanted = Math.min(MOST_STRIPES, 4 * processors);
    return Integer.highestOneBit(2 * wanted - 1);
  }

  /** Starts or stops counting; the figures so far stay. */
  public void setEnabled(boolean on) {
    enabled = on;
  }

  public boolean isEnabled() {
    return enabled;
  }

  /** The place of the calling thread's counters; the first stripe is left out as a margin. */
  private int stripe() {
    long id = Thread.currentThread().getId();
    return (1 + ((int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & (stripes - 1))) << STRIPE_BITS;
  }

  private void add(int stripe, int counter, long amount) {
    CELL.getAndAdd(cells, stripe + counter, amount);
  }

  /** The time at the start of an operation, for {@link #since}; 0 while switched off. */
  public long start() {
    return enabled ? System.nanoTime() : 0;
  }

  /** The same for a plain read, which is timed now and then: 0 if it is not. */
  public long startRead() {
    int stripe = stripe();
    long reads = cells[stripe + HITS] + cells[stripe + MISSES];
    return enabled && reads % READS_A_SAMPLE == 0 ? System.nanoTime() : 0;
  }

  /** Nanoseconds since a {@link #start}; 0 if statistics were switched on only since then. */
  public static long since(long start) {
    return start == 0 ? 0 : System.nanoTime() - start;
  }

  /** Counts a plain read. */
  public void read(boolean hit, long start) {
    if (enabled) {
      int stripe = stripe();
      add(stripe, hit ? HITS : MISSES, 1);
      if (start != 0) {
        add(stripe, GET_NANOS, READS_A_SAMPLE * since(start));
        add(stripe, TIMED_GETS, READS_A_SAMPLE);
      }
    }
  }

  public void hit(long nanos) {
    get(HITS, nanos);
  }

  public void miss(long nanos) {
    get(MISSES, nanos);
  }

  private void get(int counter, long nanos) {
    if (enabled) {
      int stripe = stripe();
      add(stripe, counter, 1);
      add(stripe, GET_NANOS, nanos);
      add(stripe, TIMED_GETS, 1);
    }
  }

  public void put(long nanos) {
    count(PUTS, PUT_NANOS, nanos);
  }

  public void removal(long nanos) {
    count(REMOVALS, REMOVE_NANOS, nanos);
  }

  private void count(int counter, int time, long nanos) {
    if (enabled) {
      int stripe = stripe();
      add(stripe, counter, 1);
      add(stripe, time, nanos);
    }
  }

  public void eviction() {
    if (enabled) {
      add(stripe(), EVICTIONS, 1);
    }
  }

  private long sum(int counter) {
    long sum = 0;
    for (int stripe = 1; stripe <= stripes; stripe++) {
      sum += (long) CELL.getVolatile(cells, (stripe << STRIPE_BITS) + counter);
    }
    return sum;
  }

  public long hits() {
    return sum(HITS);
  }

  public long misses() {
    return sum(MISSES);
  }

  public long puts() {
    return sum(PUTS);
  }

  public long removals() {
    return sum(REMOVALS);
  }

  public long evictions() {
    return sum(EVICTIONS);
  }

  /** The mean time of a get in microseconds. */
  public float averageGetMicros() {
    return micros(GET_NANOS, sum(TIMED_GETS));
  }

  /** The mean time of a put in microseconds. */
  public float averagePutMicros() {
    return micros(PUT_NANOS, puts());
  }

  /** The mean time of a removal in microseconds. */
  public float averageRemoveMicros() {
    return micros(REMOVE_NANOS, removals());
  }

  private float micros(int nanos, long count) {
    return count == 0 ? 0 : (float) (sum(nanos) / 1_000.0 / count);
  }

  /** Sets all figures to zero. */
  public void clear() {
    for (int stripe = 1; stripe <= stripes; stripe++) {
      for (int counter = 0; counter < COUNTERS; counter++) {
        CELL.setVolatile(cells, (stripe << STRIPE_BITS) + counter, 0L);
      }
    }
  }
}
