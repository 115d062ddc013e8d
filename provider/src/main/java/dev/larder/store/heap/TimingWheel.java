package dev.larder.store.heap;

import dev.larder.time.Ticker;
import java.util.Arrays;
import java.util.List;
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
 * time of the last advance. When time enters a bucket, its nodes are due or move to a lower level;
 * within level 0 the bucket that time is in is looked through for what is due already, so that
 * nothing is late by more than the caller's reaction.
 *
 * <p>A deadline that moves later needs no work here: the node is looked at when its old time comes,
 * and hung up again. {@code scheduledFor} is that old time.
 */
final class TimingWheel<K, V> {
  private static final int LEVELS = 5;
  private static final int BUCKET_BITS = 6;
  private static final int BUCKETS = 1 << BUCKET_BITS;
  private static final int TICK_BITS = 24;

  /** Wakes closer together than this are put off, or a crowded bucket would be read for each. */
  private static final long SHORTEST_WAIT = 1_000_000L;

  /** For each level, its buckets: rings of nodes; null until used. */
  private final @Nullable Node<K, V>[][] wheel;

  private long time;

  @SuppressWarnings({"unchecked", "rawtypes"})
  TimingWheel(long now) {
    wheel = new Node[LEVELS][BUCKETS];
    time = now;
  }

  /** Hangs the node up for its deadline; one that hangs already is left where it is if earlier. */
  void schedule(Node<K, V> node) {
    long deadline = node.deadline;
    if (isScheduled(node)) {
      if (deadline >= node.scheduledFor) {
        return;
      }
      cancel(node);
    }
    if (deadline != Ticker.NEVER) {
      node.scheduledFor = deadline;
      hang(node);
    }
  }

  @SuppressWarnings("NullAway") // nodes that hang have both neighbours
  void cancel(Node<K, V> node) {
    if (isScheduled(node)) {
      node.timerBefore.timerAfter = node.timerAfter;
      node.timerAfter.timerBefore = node.timerBefore;
      node.timerBefore = null;
      node.timerAfter = null;
      node.scheduledFor = Ticker.NEVER;
    }
  }

  /** Forgets all. */
  void clear() {
    for (@Nullable Node<K, V>[] level : wheel) {
      Arrays.fill(level, null);
    }
  }

  boolean isScheduled(Node<K, V> node) {
    return node.timerAfter != null;
  }

  /** Takes down the nodes whose scheduled time has come, the most overdue levels first. */
  void advance(long now, List<Node<K, V>> due) {
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
        empty(wheel[level][(int) tick & (BUCKETS - 1)], due);
      }
    }
  }

  /** When {@link #advance} next has something to do, {@link Ticker#NEVER} if nothing hangs. */
  long nextWake() {
    long next = Ticker.NEVER;
    for (int level = 0; level < LEVELS; level++) {
      long tick = time >>> shift(level);
      for (int i = level == 0 ? 0 : 1; i <= BUCKETS; i++) {
        Node<K, V> ring = wheel[level][(int) (tick + i) & (BUCKETS - 1)];
        if (ring != null && ring.timerAfter != ring) {
          long start = (tick + i) << shift(level);
          next = Math.min(next, level == 0 ? Math.max(start, earliest(ring)) : start);
          break;
        }
      }
    }
    return next == Ticker.NEVER ? next : Math.max(next, time + SHORTEST_WAIT);
  }

  @SuppressWarnings("NullAway") // nodes that hang have both neighbours
  private long earliest(Node<K, V> ring) {
    long earliest = Ticker.NEVER;
    for (Node<K, V> node = ring.timerAfter; node != ring; node = node.timerAfter) {
      earliest = Math.min(earliest, node.scheduledFor);
    }
    return earliest;
  }

  @SuppressWarnings("NullAway") // nodes that hang have both neighbours
  private void empty(@Nullable Node<K, V> ring, List<Node<K, V>> due) {
    if (ring == null || ring.timerAfter == ring) {
      return;
    }
    Node<K, V> node = ring.timerAfter;
    ring.timerAfter = ring;
    ring.timerBefore = ring;
    while (node != ring) {
      Node<K, V> after = node.timerAfter;
      if (node.scheduledFor <= time) {
        node.timerBefore = null;
        node.timerAfter = null;
        node.scheduledFor = Ticker.NEVER;
        due.add(node);
      } else {
        hang(node);
      }
      node = after;
    }
  }

  @SuppressWarnings("NullAway") // a ring has both neighbours
  private void hang(Node<K, V> node) {
    Node<K, V> ring = ring(Math.max(node.scheduledFor, time));
    node.timerBefore = ring.timerBefore;
    node.timerAfter = ring;
    ring.timerBefore.timerAfter = node;
    ring.timerBefore = node;
  }

  private Node<K, V> ring(long deadline) {
    int level = 0;
    while (level < LEVELS - 1 && (deadline >>> shift(level)) - (time >>> shift(level)) >= BUCKETS) {
      level++;
    }
    long tick = deadline >>> shift(level);
    // Later than the whole wheel: into the bucket that comes last, to be hung up again there.
    tick = Math.min(tick, (time >>> shift(level)) + BUCKETS - 1);
    int bucket = (int) tick & (BUCKETS - 1);
    Node<K, V> ring = wheel[level][bucket];
    if (ring == null) {
      ring = Node.sentinel();
      wheel[level][bucket] = ring;
    }
    return ring;
  }

  private static int shift(int level) {
    return TICK_BITS + level * BUCKET_BITS;
  }
}
