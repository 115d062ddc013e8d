package dev.larder.recording;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One recording of reads. Its cells have numbers. A stripe, which is chosen by the thread, claims a
 * block of cells at a time, and a read stores the hash of its key in the next cell of the block. So
 * threads seldom write to the same memory. The order of the cells is that of the reads, but for the
 * reads of other threads while a block is filled. A cell that is still 0 belongs to a block that
 * was not filled. The cells are in chunks, which are created when they are needed.
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

  /** The number of cells of a block. Blocks begin at multiples of it. */
  private static final int BLOCK = 32;

  /** The distance of stripes in longs: 128 bytes, because cache lines are fetched in pairs. */
  private static final int STRIPE = 16;

  private static final int STRIPES = 64;

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  private final int sample;
  private final int limit;
  private final long start = System.nanoTime();
  private final long duration;

  /** A random number, so that each recording has other keys in its sample. */
  private final long salt = ThreadLocalRandom.current().nextLong();

  /** The secret of the hashes that are shown. */
  private final byte[] secret = OneWayHash.newSecret();

  /** A key is recorded if the upper half of its product is below this. */
  private final long threshold;

  /** The first cell that no stripe has claimed. */
  private final AtomicLong unclaimed = new AtomicLong();

  /** The next cell of each stripe. It is a multiple of {@link #BLOCK} if the block is full. */
  private final AtomicLongArray next = new AtomicLongArray(STRIPES * STRIPE);

  private final LongAdder reads = new LongAdder();
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
    // The upper half of the product decides, because it depends on all bits of the hash code.
    long product = (key.hashCode() + salt) * 0x9E3779B97F4A7C15L;
    if (product >>> 32 < threshold) {
      store(key, mixed(product));
    }
    return !ended;
  }

  /** Returns a hash that is not 0. It can be inverted, so it is not shown. */
  private static long mixed(long product) {
    // The finalizer of SplitMix64.
    long mixed = (product ^ (product >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    mixed ^= mixed >>> 31;
    return mixed == 0 ? 1 : mixed;
  }

  private void store(Object key, long hash) {
    if (ended) {
      return;
    }
    long number = claimCell();
    if (number >= limit) {
      ended = true;
      return;
    }
    try {
      if (texts != null && !texts.containsKey(hash)) {
        texts.put(hash, text(key));
      }
      int cell = (int) number;
      CELL.setRelease(chunk(cell >>> CHUNK_SHIFT), cell & (CHUNK - 1), hash);
      reads.increment();
    } catch (OutOfMemoryError e) {
      ended = true; // the recording, and not the read
    }
  }

  private long claimCell() {
    long id = Thread.currentThread().getId();
    int stripe = STRIPE * ((int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & (STRIPES - 1));
    long block = -1;
    while (true) {
      long number = next.get(stripe);
      if (number % BLOCK != 0) {
        if (next.compareAndSet(stripe, number, number + 1)) {
          return number;
        }
      } else {
        block = block < 0 ? claimBlock() : block;
        if (next.compareAndSet(stripe, number, block + 1)) {
          return block;
        }
      }
    }
  }

  /** Claims cells, and ends the recording if its time is over. */
  private long claimBlock() {
    if (isOver()) {
      ended = true;
    }
    return unclaimed.getAndAdd(BLOCK);
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

  /** Returns the text of a key in one line; empty if it has none. */
  private static String text(Object key) {
    try {
      String text = String.valueOf(key.toString());
      String line = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
      return line.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]", " ").strip();
    } catch (Throwable e) {
      return ""; // a read must not fail because of its recording
    }
  }

  int sample() {
    return sample;
  }

  boolean hasTexts() {
    return texts != null;
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

  long reads() {
    return reads.sum();
  }

  /** Returns the number of pages. A page has the reads of a chunk. */
  int pages() {
    long cells = Math.min(limit, unclaimed.get());
    return (int) ((cells + CHUNK - 1) / CHUNK);
  }

  /** Returns the lines of a page; none if there is no such page. */
  List<String> lines(int page) {
    List<String> lines = new ArrayList<>();
    OneWayHash oneWay = new OneWayHash(secret);
    long[] chunk = page < chunks.length() ? chunks.get(page) : null;
    for (int cell = 0; chunk != null && cell < CHUNK; cell++) {
      long hash = (long) CELL.getAcquire(chunk, cell);
      if (hash != 0) {
        String text = texts == null ? "" : texts.getOrDefault(hash, "");
        lines.add(text.isEmpty() ? oneWay.of(hash) : text);
      }
    }
    return lines;
  }
}
