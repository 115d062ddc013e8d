package dev.larder.statistics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Counts the operations of a cache while enabled. The counters are striped by thread. They are read
 * without stopping the threads that count, so two figures may differ by some operations.
 * Thread-safe.
 *
 * <p>A thread claims a {@link Stripe} with its first count, if its slot is free. After the thread
 * has ended, another thread can claim the stripe. All threads without a stripe share one more.
 *
 * <p>Counts are exact. Times are sampled, because reading the clock costs more than reading an
 * entry. Of the first 1,024 hits and misses of a stripe every sixteenth is timed, including the
 * first one, and later every 512th. All other operations are always timed. A mean is that of the
 * samples.
 */
public final class Statistics {
  /** The number of hits or misses of a stripe from which fewer are timed. */
  private static final int DENSE = 1_024;

  /** Sampling intervals, powers of two. */
  private static final int DENSE_STEP = 16;

  private static final int STEP = 512;

  private static final int HITS = 0;
  private static final int MISSES = 1;
  private static final int PUTS = 2;
  private static final int REMOVALS = 3;
  private static final int EVICTIONS = 4;
  private static final int GET_NANOS = 5;
  private static final int TIMED_GETS = 6;
  private static final int PUT_NANOS = 7;
  private static final int REMOVE_NANOS = 8;
  private static final int EXPIRATIONS = 9;
  private static final int COUNTERS = 10;

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  private static final VarHandle STRIPE = MethodHandles.arrayElementVarHandle(Stripe[].class);

  @SuppressWarnings("rawtypes") // an updater takes the raw class
  private static final AtomicReferenceFieldUpdater<Stripe, WeakReference> OWNER =
      AtomicReferenceFieldUpdater.newUpdater(Stripe.class, WeakReference.class, "owner");

  private static final WeakReference<Thread> NO_THREAD = new WeakReference<>(null);

  private static final int STRIPES = stripes(Runtime.getRuntime().availableProcessors());

  /** The counters before the first {@link #clear}. */
  private static final long[] ZEROS = new long[COUNTERS];

  /**
   * Stands for the stripes until one is needed. All statistics share it, so it is never written.
   */
  private static final @Nullable Stripe[] UNUSED = new Stripe[STRIPES + 1];

  /**
   * The stripes. Each is allocated at its first use. The last one is shared by all threads without
   * a stripe of their own. Replaced once, under the monitor of this object.
   */
  private volatile @Nullable Stripe[] stripes = UNUSED;

  /** The {@link #stripes} while enabled, null otherwise: one read tells both. */
  private volatile @Nullable Stripe @Nullable [] active;

  /** The counters at the last {@link #clear}. The counters themselves only grow. */
  private volatile long[] cleared = ZEROS;

  private static int stripes(int processors) {
    int wanted = Math.min(64, 4 * processors);
    return Integer.highestOneBit(2 * wanted - 1);
  }

  /** Starts or stops counting. The figures are kept. */
  public synchronized void setEnabled(boolean on) {
    active = on ? stripes : null;
  }

  /** Returns whether operations are counted. */
  public boolean isEnabled() {
    return active != null;
  }

  /**
   * Returns the counters of the calling thread, null while disabled. The caller must not keep the
   * stripe, because other threads may take it over.
   */
  public @Nullable Stripe stripe() {
    @Nullable Stripe[] all = active;
    if (all == null) {
      return null;
    }
    Thread thread = Thread.currentThread();
    int index = (int) ((thread.getId() * 0x9E3779B97F4A7C15L) >>> 32) & (STRIPES - 1);
    Stripe stripe = stripe(all, index);
    return stripe.isOwnedBy(thread) || stripe.claim(thread) ? stripe : stripe(all, STRIPES);
  }

  private Stripe stripe(@Nullable Stripe[] all, int index) {
    Stripe existing = (Stripe) STRIPE.getAcquire(all, index);
    return existing == null ? allocate(index) : existing;
  }

  private Stripe allocate(int index) {
    Stripe fresh = new Stripe(index == STRIPES);
    Stripe rival = (Stripe) STRIPE.compareAndExchange(ownStripes(), index, null, fresh);
    return rival == null ? fresh : rival;
  }

  private synchronized @Nullable Stripe[] ownStripes() {
    if (stripes == UNUSED) {
      stripes = new Stripe[STRIPES + 1];
      active = active == null ? null : stripes;
    }
    return stripes;
  }

  /** Returns the time at the start of an operation, for {@link #since}; 0 while disabled. */
  public long start() {
    return active == null ? 0 : System.nanoTime();
  }

  /** Returns the nanoseconds since a {@link #start}, 0 if statistics were disabled then. */
  public static long since(long start) {
    return start == 0 ? 0 : System.nanoTime() - start;
  }

  /**
   * The counters of one thread, which adds without an atomic instruction; or the shared counters of
   * all threads without a stripe of their own, which add atomically.
   */
  public static final class Stripe {
    /** Padding in longs: 128 bytes, because cache lines are fetched in pairs. */
    private static final int MARGIN = 16;

    /** The only thread that writes here. Replaced after that thread has ended. */
    private volatile WeakReference<Thread> owner = NO_THREAD;

    private final long[] cells = new long[MARGIN + COUNTERS + MARGIN];

    /** A hint, which threads that share a stripe may overwrite. */
    private boolean timesNext = true;

    /** Whether this is the stripe of all threads without one of their own. */
    private final boolean shared;

    private Stripe(boolean shared) {
      this.shared = shared;
    }

    private boolean isOwnedBy(Thread thread) {
      return owner.refersTo(thread);
    }

    /** Claims the stripe for the calling thread if it has no owner, or the owner has ended. */
    private boolean claim(Thread thread) {
      WeakReference<Thread> reference = owner;
      Thread existing = reference.get();
      return (existing == null || !existing.isAlive())
          && OWNER.compareAndSet(this, reference, new WeakReference<>(thread));
    }

    private long add(int counter, long amount) {
      int cell = MARGIN + counter;
      if (shared) {
        return (long) CELL.getAndAdd(cells, cell, amount) + amount;
      }
      long sum = cells[cell] + amount;
      CELL.setOpaque(cells, cell, sum);
      return sum;
    }

    private long get(int counter) {
      return (long) CELL.getOpaque(cells, MARGIN + counter);
    }

    /** Returns whether the next get is timed. */
    public boolean timesNext() {
      return timesNext;
    }

    /** Counts a get that was not timed. */
    public void read(boolean hit) {
      long count = add(hit ? HITS : MISSES, 1);
      if ((count & (step(count) - 1)) == 0) {
        timesNext = true;
      }
    }

    /**
     * Counts a get that was timed. Its time represents all gets up to the next sample.
     *
     * @param nanos the time of the get in nanoseconds
     */
    public void read(boolean hit, long nanos) {
      timesNext = false;
      long step = step(add(hit ? HITS : MISSES, 1));
      add(GET_NANOS, step * nanos);
      add(TIMED_GETS, step);
    }

    private static int step(long count) {
      return count < DENSE ? DENSE_STEP : STEP;
    }

    /** Counts a get, and its time. */
    public void get(boolean hit, long nanos) {
      add(hit ? HITS : MISSES, 1);
      add(GET_NANOS, nanos);
      add(TIMED_GETS, 1);
    }

    public void put(long nanos) {
      add(PUTS, 1);
      add(PUT_NANOS, nanos);
    }

    public void removal(long nanos) {
      add(REMOVALS, 1);
      add(REMOVE_NANOS, nanos);
    }

    public void eviction() {
      add(EVICTIONS, 1);
    }

    public void expiration() {
      add(EXPIRATIONS, 1);
    }
  }

  private long total(int counter) {
    @Nullable Stripe[] all = stripes;
    long total = 0;
    for (int i = 0; i <= STRIPES; i++) {
      Stripe stripe = (Stripe) STRIPE.getAcquire(all, i);
      total += stripe == null ? 0 : stripe.get(counter);
    }
    return total;
  }

  private long sum(int counter) {
    long before = cleared[counter];
    return total(counter) - before;
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

  /** Returns the number of entries that were removed because they expired. */
  public long expirations() {
    return sum(EXPIRATIONS);
  }

  /** Returns the mean time of a get in microseconds, 0 if there was none. */
  public float averageGetMicros() {
    return micros(GET_NANOS, sum(TIMED_GETS));
  }

  /** Returns the mean time of a put in microseconds, 0 if there was none. */
  public float averagePutMicros() {
    return micros(PUT_NANOS, puts());
  }

  /** Returns the mean time of a removal in microseconds, 0 if there was none. */
  public float averageRemoveMicros() {
    return micros(REMOVE_NANOS, removals());
  }

  private float micros(int nanos, long count) {
    return count == 0 ? 0 : (float) (sum(nanos) / 1_000.0 / count);
  }

  /** Resets all figures to 0. */
  public void clear() {
    long[] totals = new long[COUNTERS];
    for (int counter = 0; counter < COUNTERS; counter++) {
      totals[counter] = total(counter);
    }
    cleared = totals;
  }
}
