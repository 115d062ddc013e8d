package dev.larder.store.heap;

import dev.larder.time.Ticker;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entries whose deadline has passed, in constant time per entry (after Varghese and
 * Lauck, "Hashed and Hierarchical Timing Wheels", SOSP 1987). Guarded by the policy lock.
 *
 * <pre>
 * level   one bucket        64 buckets
 *   0     16.8 ms (2^24)    1.07 s
 *   1     1.07 s  (2^30)    68.7 s
 *   2     68.7 s  (2^36)    73 min
 *   3     73 min  (2^42)    3.3 days
 *   4     3.3 days (2^48)   208 days; a later deadline comes round again
 * </pre>
 *
 * <p>A node is in a bucket of the level into whose span its deadline falls, counted from the time
 * of the last advance. When time enters a bucket, all its nodes are taken off. {@link #poll} then
 * looks at one of them after the other: a node has expired, or is scheduled again at a lower level.
 * The present bucket of level 0 is looked at in each pass, so an expiry is late only by the
 * caller's reaction. In a bucket of more than {@value #MAX_LOOKS} nodes it may also be late by the
 * span of the bucket.
 *
 * <p>A deadline that moves later needs no work: the node is looked at when its old time comes, and
 * scheduled again.
 */
final class TimingWheel<K, V> {
  private static final int LEVELS = 5;
  private static final int BUCKET_BITS = 6;
  private static final int BUCKETS = 1 << BUCKET_BITS;
  private static final int TICK_BITS = 24;

  /** The span of a bucket of level 0. */
  static final long BUCKET_NANOS = 1L << TICK_BITS;

  /** The least time between two wakes: each pass looks at all nodes of a bucket. */
  private static final long MIN_WAIT_NANOS = 1_000_000L;

  /** The choice of the next wake looks at this many nodes of a bucket. */
  static final int MAX_LOOKS = 64;

  /** The buckets of an unused level. They are shared, so never written. */
  private static final @Nullable TimedNode<?, ?>[] UNUSED = new TimedNode<?, ?>[BUCKETS];

  /** For each level, its buckets: rings of nodes, null until used. */
  private final @Nullable TimedNode<K, V>[][] wheel;

  /** The nodes that were taken off, and have not been looked at yet, or are known to be due. */
  private TimedNode<K, V> taken = TimedNode.bucket();

  private long time;

  @SuppressWarnings({"unchecked", "rawtypes"})
  TimingWheel(long now) {
    wheel = new TimedNode[LEVELS][];
    Arrays.fill(wheel, UNUSED);
    time = now;
  }

  /**
   * Moves a node to the bucket of its deadline, whether or not it was scheduled. A node whose
   * deadline has passed is for {@link #poll}.
   */
  void schedule(TimedNode<K, V> node) {
    long deadline = node.deadline();
    // The ring may take memory, so it comes before any change.
    TimedNode<K, V> ring = deadline == Ticker.NEVER ? null : ring(deadline);
    cancel(node);
    if (ring != null) {
      link(ring, node);
    }
  }

  @SuppressWarnings("NullAway") // scheduled nodes have both neighbours
  void cancel(TimedNode<K, V> node) {
    if (isScheduled(node)) {
      node.timerBefore.timerAfter = node.timerAfter;
      node.timerAfter.timerBefore = node.timerBefore;
      node.timerBefore = null;
      node.timerAfter = null;
    }
  }

  void clear() {
    Arrays.fill(wheel, UNUSED);
    taken = TimedNode.bucket(); // the dropped nodes keep their links to the old one
  }

  boolean isScheduled(TimedNode<K, V> node) {
    return node.timerAfter != null;
  }

  /** Advances the time, and takes off the buckets that it enters, for {@link #poll}. */
  void advance(long now) {
    long before = time;
    long after = Math.max(before, now);
    for (int level = LEVELS - 1; level >= 0; level--) {
      long from = before >>> shift(level);
      long to = after >>> shift(level);
      // Except at level 0, the nodes of the present bucket have moved to lower levels already.
      long first = level == 0 ? from : from + 1;
      if (to - first >= BUCKETS) {
        first = to - BUCKETS + 1;
      }
      for (long tick = first; tick <= to; tick++) {
        takeOff(wheel[level][(int) tick & (BUCKETS - 1)]);
      }
    }
    // Last: after a failure the next call takes the buckets off.
    time = after;
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

  /** Returns whether the deadline of a node has passed by the time of the last advance. */
  boolean isDue(TimedNode<K, V> node) {
    return node.deadline() <= time;
  }

  /** Returns whether {@link #poll} has nodes to look at. */
  boolean hasTaken() {
    return taken.timerAfter != taken;
  }

  /**
   * Looks at the next node that was taken off. Removes and returns a node whose deadline has
   * passed; schedules another node again, and returns null.
   */
  @SuppressWarnings("NullAway") // a ring has both neighbours
  @Nullable TimedNode<K, V> poll() {
    TimedNode<K, V> node = taken.timerAfter;
    if (node == taken) {
      return null;
    }
    if (!isDue(node)) {
      schedule(node);
      return null;
    }
    cancel(node);
    return node;
  }

  /** Returns when {@link #advance} has work to do next, {@link Ticker#NEVER} if never. */
  long nextWake() {
    long next = hasTaken() ? time : Ticker.NEVER;
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
    return next == Ticker.NEVER ? next : Math.max(next, time + MIN_WAIT_NANOS);
  }

  /** Returns the earliest deadline of the first nodes of a bucket. */
  @SuppressWarnings("NullAway") // scheduled nodes have both neighbours
  private long earliest(TimedNode<K, V> ring) {
    long earliest = Ticker.NEVER;
    TimedNode<K, V> node = ring.timerAfter;
    for (int looks = 0; node != ring && looks < MAX_LOOKS; looks++) {
      earliest = Math.min(earliest, node.deadline());
      node = node.timerAfter;
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
    if (deadline <= time) {
      return taken;
    }
    int level = 0;
    while (level < LEVELS - 1 && (deadline >>> shift(level)) - (time >>> shift(level)) >= BUCKETS) {
      level++;
    }
    long tick = deadline >>> shift(level);
    // A deadline beyond the wheel goes to the last bucket, and is scheduled again there.
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
