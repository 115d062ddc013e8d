package dev.larder.recording;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * One recording of reads. A read takes the next number, and stores the hash of its key in the cell
 * of that number. The cells are in chunks, which are created when they are needed. A cell that is
 * still 0 belongs to a read that has taken its number and not stored its hash yet.
 *
 * <p>A key is recorded if its hash is below a threshold, so a sample has either all reads of a key
 * or none. A cache of a share of the size then has nearly the hit ratio on the sample that the
 * whole cache has on all reads (Waldspurger, Park, Garthwaite and Ahmad: Efficient MRC construction
 * with SHARDS, 2015).
 *
 * <p>Thread-safe.
 */
public final class Recording {
  private static final int CHUNK_SHIFT = 14;
  private static final int CHUNK = 1 << CHUNK_SHIFT;
  private static final int LONGEST_TEXT = 200;

  /** How many reads are recorded between two looks at the clock. */
  private static final int CLOCK_STEP = 64;

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  private final int sample;
  private final int limit;
  private final long start = System.nanoTime();
  private final long duration;

  /** The number that makes the hashes of this recording different from those of all others. */
  private final long salt = ThreadLocalRandom.current().nextLong();

  /** Hashes, as unsigned 32-bit numbers, are recorded below this. */
  private final long threshold;

  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReferenceArray<long[]> chunks;

  /** The texts of keys by hash; null if they are not recorded. */
  private final @Nullable Map<Long, String> texts;

  private volatile boolean ended;

  Recording(int sample, int limit, int seconds, boolean withKeys) {
    this.sample = sample;
    this.limit = limit;
    this.duration = TimeUnit.SECONDS.toNanos(seconds);
    this.threshold = (1L << 32) / sample;
    this.chunks = new AtomicReferenceArray<>(((limit - 1) >>> CHUNK_SHIFT) + 1);
    this.texts = withKeys ? new ConcurrentHashMap<>() : null;
  }

  /**
   * Records a read, unless its key is not in the sample.
   *
   * @return false if the recording has ended
   */
  public boolean add(Object key) {
    long hash = hash(key.hashCode());
    if (hash >>> 32 < threshold) {
      store(key, hash);
    }
    return !ended;
  }

  /** Returns a hash that is not 0; its upper half is uniformly distributed. */
  private long hash(int hashCode) {
    // The finalizer of SplitMix64, after the salt.
    long mixed = (hashCode ^ salt) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    mixed ^= mixed >>> 31;
    return mixed == 0 ? 1 : mixed;
  }

  private void store(Object key, long hash) {
    if (ended) {
      return;
    }
    int number = next.getAndIncrement();
    if (number < 0 || number >= limit) {
      ended = true;
      return;
    }
    if (texts != null && !texts.containsKey(hash)) {
      texts.put(hash, text(key, hash));
    }
    CELL.setRelease(chunk(number >>> CHUNK_SHIFT), number & (CHUNK - 1), hash);
    if (number % CLOCK_STEP == 0 && isOver()) {
      ended = true;
    }
  }

  private boolean isOver() {
    return System.nanoTime() - start >= duration;
  }

  private long[] chunk(int index) {
    long[] present = chunks.get(index);
    if (present != null) {
      return present;
    }
    chunks.compareAndSet(index, null, new long[CHUNK]);
    return chunks.get(index);
  }

  /** Returns the text of a key in one line; the hash if there is none. */
  private static String text(Object key, long hash) {
    String text;
    try {
      text = String.valueOf(key);
    } catch (RuntimeException | StackOverflowError e) {
      text = ""; // a read must not fail because of its recording
    }
    String line = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    line = line.replaceAll("\\p{Cntrl}", " ").strip();
    return line.isEmpty() ? hexadecimal(hash) : line;
  }

  private static String hexadecimal(long hash) {
    return Long.toHexString(hash);
  }

  int sample() {
    return sample;
  }

  boolean isEnded() {
    if (!ended && isOver()) {
      ended = true;
    }
    return ended;
  }

  void end() {
    ended = true;
  }

  int reads() {
    int taken = next.get();
    return taken < 0 || taken > limit ? limit : taken;
  }

  /** Returns the lines of some reads. */
  List<String> lines(int from, int count) {
    List<String> lines = new ArrayList<>();
    int end = (int) Math.min(reads(), (long) from + count);
    for (int number = from; number < end; number++) {
      long[] chunk = chunks.get(number >>> CHUNK_SHIFT);
      long hash = chunk == null ? 0 : (long) CELL.getAcquire(chunk, number & (CHUNK - 1));
      if (hash != 0) {
        String text = texts == null ? null : texts.get(hash);
        lines.add(text == null ? hexadecimal(hash) : text);
      }
    }
    return lines;
  }
}
