package dev.larder.statistics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a cache does, while it is switched on. The counters are striped by thread, and read
 * without stopping the writers: figures read together may be some operations apart. Thread-safe.
 *
 * <p>A thread counts in a {@link Stripe} of its own, if it finds one: taken with the first count,
 * and left to the next thread that comes by once it has ended. All others share one more.
 *
 * <p>Counts are exact. Times are samples: of the first thousand hits and misses of a stripe every
 * sixteenth is timed, the first one among them, and after that one in 512, because reading the
 * clock costs more than reading an entry. All other operations are timed always. The mean of the
 * sampled times stands for all of them.
 */
public final class Statistics {
  /** Of the first so many hits and misses of a stripe every sixteenth is timed, then fewer. */
  private static final int DENSE = 1_024;

  /** Both are powers of two. */
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
  private static final int COUNTERS = 9;

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  private static final VarHandle STRIPE = MethodHandles.arrayElementVarHandle(Stripe[].class);

  private static final VarHandle OWNER;

  static {
    try {
      OWNER = MethodHandles.lookup().findVarHandle(Stripe.class, "owner", WeakReference.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final WeakReference<Thread> NOBODY = new WeakReference<>(null);

  private static final int STRIPES = stripes(Runtime.getRuntime().availableProcessors());

  /**
   * Where threads count, each made when it is first needed; the last one is for all that have no
   * stripe of their own.
   */
  private final @Nullable Stripe[] stripes = new Stripe[STRIPES + 1];

  /** What the counters were when they were last cleared: the counters themselves only grow. */
  private volatile long[] cleared = new long[COUNTERS];

  private volatile boolean enabled;

  private static int stripes(int processors) {
    int wanted = Math.min(64, 4 * processors);
    return Integer.highestOneBit(2 * wanted - 1);
  }

  /** Starts or stops counting; the figures so far stay. */
  public void setEnabled(boolean on) {
    enabled = on;
  }

  public boolean isEnabled() {
    return enabled;
  }

  /** Where the calling thread counts; null while switched off. Not to be kept. */
  public @Nullable Stripe stripe() {
    if (!enabled) {
      return null;
    }
    Thread thread = Thread.currentThread();
    int index = (int) ((thread.getId() * 0x9E3779B97F4A7C15L) >>> 32) & (STRIPES - 1);
    Stripe stripe = stripe(index);
    return stripe.isOf(thread) || stripe.take(thread) ? stripe : stripe(STRIPES);
  }

  private Stripe stripe(int index) {
    Stripe known = (Stripe) STRIPE.getAcquire(stripes, index);
    return known == null ? made(index) : known;
  }

  private Stripe made(int index) {
    Stripe fresh = new Stripe(index == STRIPES);
    Stripe rival = (Stripe) STRIPE.compareAndExchange(stripes, index, null, fresh);
    return rival == null ? fresh : rival;
  }

  /** The time at the start of an operation, for {@link #since}; 0 while switched off. */
  public long start() {
    return enabled ? System.nanoTime() : 0;
  }

  /** Nanoseconds since a {@link #start}; 0 if statistics were switched on only since then. */
  public static long since(long start) {
    return start == 0 ? 0 : System.nanoTime() - start;
  }

  /**
   * The counters of one thread, which adds without an atomic instruction; or those of all threads
   * that found another one's in their place, who add atomically.
   */
  public static final class Stripe {
    /** The counters begin after a margin, for cache lines are fetched in pairs. */
    private static final int MARGIN = 16;

    /** Who alone writes here; replaced once that thread has ended. */
    private volatile WeakReference<Thread> owner = NOBODY;

    private final long[] cells = new long[MARGIN + COUNTERS + MARGIN];

    /** A hint: it is no harm if threads that share a stripe overwrite it. */
    private boolean timesNext = true;

    /** Whether all add here who have no stripe of their own. */
    private final boolean shared;

    private Stripe(boolean shared) {
      this.shared = shared;
    }

    private boolean isOf(Thread thread) {
      return owner.refersTo(thread);
    }

    /** Makes a stripe the calling thread's own if it is nobody's, or that of one who has ended. */
    private boolean take(Thread thread) {
      WeakReference<Thread> reference = owner;
      Thread known = reference.get();
      return (known == null || !known.isAlive())
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

    /** Whether the next plain read is one of those that are timed. */
    public boolean timesNext() {
      return timesNext;
    }

    /** Counts a plain read. */
    public void read(boolean hit) {
      long count = add(hit ? HITS : MISSES, 1);
      if ((count & (step(count) - 1)) == 0) {
        timesNext = true;
      }
    }

    /** Counts a plain read that was timed: it stands for those up to the next one. */
    public void read(boolean hit, long nanos) {
      timesNext = false;
      long step = step(add(hit ? HITS : MISSES, 1));
      add(GET_NANOS, step * nanos);
      add(TIMED_GETS, step);
    }

    private static int step(long count) {
      return count < DENSE ? DENSE_STEP : STEP;
    }

    public void hit(long nanos) {
      get(HITS, nanos);
    }

    public void miss(long nanos) {
      get(MISSES, nanos);
    }

    private void get(int counter, long nanos) {
      add(counter, 1);
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
  }

  private long total(int counter) {
    long total = 0;
    for (int i = 0; i <= STRIPES; i++) {
      Stripe stripe = (Stripe) STRIPE.getAcquire(stripes, i);
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
    long[] totals = new long[COUNTERS];
    for (int counter = 0; counter < COUNTERS; counter++) {
      totals[counter] = total(counter);
    }
    cleared = totals;
  }
}
