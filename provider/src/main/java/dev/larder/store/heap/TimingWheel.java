package dev.larder.store.heap;

import dev.larder.time.Ticker;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entries that are due, in constant time per entry (after Varghese and Lauck, "Hashed and
 * Hierarchical Timing Wheels", SOSP 1987). Guarded by the policy lock.
 *
 * <pre>
 * level   one bucket        64 buckets
 *   0     16.8 ms (2^24)    1.07 s
 *   1     1.07 s  (2^30)    68.7 s
 *   2     68.7 s  (2^36)    73 min
 *   3     73 min  (2^42)    3.3 days
 *   4     3.3 days (2^48)   208 days, and whatever is later still: it comes round again
 * </pre>
 *
 * <p>A node hangs in the bucket of the level whose span its deadline falls into, counted from the
 * time of the last advance. When time enters a bucket, its nodes are taken off as a whole, to be
 * looked at one by one: a node is due, or hangs up again at a lower level; within level 0 the
 * bucket that time is in is looked through for what is due already, so that nothing is late by more
 * than the caller's reaction.
 *
 * <p>A deadline that moves later needs no work here: the node is looked at when its old time comes,
 * and hung up again.
 */
final class TimingWheel<K, V> {
  private static final int LEVELS = 5;
  private static final int BUCKET_BITS = 6;
  private static final int BUCKETS = 1 << BUCKET_BITS;
  private static final int TICK_BITS = 24;

  /** Wakes closer together than this are put off, or a crowded bucket would be read for each. */
  private static final long SHORTEST_WAIT = 1_000_000L;

  /** The buckets of a level until one is used: shared, so never written. */
  private static final @Nullable TimedNode<?, ?>[] UNUSED = new TimedNode<?, ?>[BUCKETS];

  /** For each level, its buckets: rings of nodes; null until used. */
  private final @Nullable TimedNode<K, V>[][] wheel;

  /** What is taken off, and has not been looked at yet. */
  private final TimedNode<K, V> taken = TimedNode.bucket();

  private long time;

  @SuppressWarnings({"unchecked", "rawtypes"})
  TimingWheel(long now) {
    wheel = new TimedNode[LEVELS][];
    Arrays.fill(wheel, UNUSED);
    time = now;
  }

  /** Hangs the node up for its deadline, wherever it was so far. */
  void schedule(TimedNode<K, V> node) {
    long deadline = node.deadline();
    // Which may take memory, and so comes before any change.
    TimedNode<K, V> ring = deadline == Ticker.NEVER ? null : ring(Math.max(deadline, time));
    cancel(node);
    if (ring != null) {
      link(ring, node);
    }
  }

  @SuppressWarnings("NullAway") // nodes that hang have both neighbours
  void cancel(TimedNode<K, V> node) {
    if (isScheduled(node)) {
      node.timerBefore.timerAfter = node.timerAfter;
      node.timerAfter.timerBefore = node.timerBefore;
      node.timerBefore = null;
      node.timerAfter = null;
    }
  }

  /** Forgets all. */
  void clear() {
    Arrays.fill(wheel, UNUSED);
    taken.timerAfter = taken;
    taken.timerBefore = taken;
  }

  boolean isScheduled(TimedNode<K, V> node) {
    return node.timerAfter != null;
  }

  /** Moves time on, and takes off the buckets that it enters: {@link #poll} looks at them. */
  void advance(long now) {
    long before = time;
    time = Math.max(before, now);
    for (int level = LEVELS - 1; level >= 0; level--) {
      long from = before >>> shift(level);
      long to = time >>> shift(level);
      // The bucket that time was in has been emptied to lower levels, but for level 0.
      long first = level == 0 ? from : from + 1;
      if (to - first >= BUCKETS) {
        first = to - BUCKETS + 1;
      }
      for (long tick = first; tick <= to; tick++) {
        takeOff(wheel[level][(int) tick & (BUCKETS - 1)]);
      }
    }
  }

  @SuppressWarnings("NullAway") // a ring has both neighbours
  private void takeOff(@Nullable TimedNode<K, V> ring) {
    if (ring != null && ring.timerAfter != ring) {
      taken.timerBefore.timerAfter = ring.timerAfter;
      ring.timerAfter.timerBefore = taken.timerBefore;
      ring.timerBefore.timerAfter = taken;
      taken.timerBefore = ring.timerBefore;
      ring.timerAfter = ring;
      ring.timerBefore = ring;
    }
  }

  /** Takes down the next node that is due by the time of the last advance; null if none is. */
  @SuppressWarnings("NullAway") // a ring has both neighbours
  @Nullable TimedNode<K, V> poll() {
    for (TimedNode<K, V> node = taken.timerAfter; node != taken; node = taken.timerAfter) {
      cancel(node);
      if (node.deadline() <= time) {
        return node;
      }
      schedule(node);
    }
    return null;
  }

  /** When {@link #advance} next has something to do, {@link Ticker#NEVER} if nothing hangs. */
  long nextWake() {
    long next = Ticker.NEVER;
    for (int level = 0; level < LEVELS; level++) {
      long tick = time >>> shift(level);
      for (int i = level == 0 ? 0 : 1; i <= BUCKETS; i++) {
        TimedNode<K, V> ring = wheel[level][(int) (tick + i) & (BUCKETS - 1)];
        if (ring != null && ring.timerAfter != ring) {
          long start = (tick + i) << shift(level);
          long end = (tick + i + 1) << shift(level);
          next = Math.min(next, level == 0 ? Math.min(earliest(ring), end) : start);
          break;
        }
      }
    }
    return next == Ticker.NEVER ? next : Math.max(next, time + SHORTEST_WAIT);
  }

  @SuppressWarnings("NullAway") // nodes that hang have both neighbours
  private long earliest(TimedNode<K, V> ring) {
    long earliest = Ticker.NEVER;
    for (TimedNode<K, V> node = ring.timerAfter; node != ring; node = node.timerAfter) {
      earliest = Math.min(earliest, node.deadline());
    }
    return earliest;
  }

  @SuppressWarnings("NullAway") // a ring has both neighbours
  private void link(TimedNode<K, V> ring, TimedNode<K, V> node) {
    node.timerBefore = ring.timerBefore;
    node.timerAfter = ring;
    ring.timerBefore.timerAfter = node;
    ring.timerBefore = node;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private TimedNode<K, V> ring(long deadline) {
    int level = 0;
    while (level < LEVELS - 1 && (deadline >>> shift(level)) - (time >>> shift(level)) >= BUCKETS) {
      level++;
    }
    long tick = deadline >>> shift(level);
    // Later than the whole wheel: into the bucket that comes last, to be hung up again there.
    tick = Math.min(tick, (time >>> shift(level)) + BUCKETS - 1);
    int bucket = (int) tick & (BUCKETS - 1);
    TimedNode<K, V> ring = wheel[level][bucket];
    if (ring == null) {
      ring = TimedNode.bucket();
      if (wheel[level] == UNUSED) {
        wheel[level] = new TimedNode[BUCKETS];
      }
      wheel[level][bucket] = ring;
    }
    return ring;
  }

  private static int shift(int level) {
    return TICK_BITS + level * BUCKET_BITS;
  }
}
