package dev.larder.store.heap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Least recently used first.
 *
 * <p>A cache of up to {@value #EXACT} entries is exact for one thread: each use gets a time of its
 * own, and {@link ExactLruList} finds the oldest. Threads that read count the time each by itself,
 * so they do not contend for it; they take the common time over when it is ahead, and put it
 * forward with every {@value #STRIDE}th use. So the order of reads by several threads is right to
 * within that. A change has a time after those of all threads, so what is new is never the next to
 * go because others have counted further. Other threads hear of that time once it is ahead of the
 * common one by a sixteenth of the entries.
 *
 * <p>In a larger cache time is cut into spans; the entries hang in one ring for each span, by the
 * span of the stamp that they had when they were hung up. A use changes the stamp alone. The thread
 * that looks for the oldest entry begins with the oldest ring, and hangs up again where it belongs
 * by now an entry that has been used since: so an entry is moved once in a pass of the rings,
 * however often it is used.
 *
 * <pre>
 *   span       0     1     2    ...   255                     time -->
 *   ring      [a b] [c]   [d e]  ...  [x y z]
 *              ^                            ^
 *              oldest: victims              new entries, and those used lately
 * </pre>
 *
 * <p>There an entry used within the newest quarter keeps its stamp, one entry in 16 moves the
 * clock, for all of them, and a ring is taken as it hangs: the order is right to within a ring, and
 * a hit on a hot entry writes nothing.
 */
final class LruPolicy<K, V> extends ReplacementPolicy<K, V> {
  static final int EXACT = 1_024;

  /** A large cache keeps the order of what has not been used for eight times its size of uses. */
  private static final int RINGS = 256;

  private static final int SAMPLE_BITS = 4;

  /** In a large cache, how many used entries are hung up again before one must go all the same. */
  private static final int MOST_MOVES = 64;

  /** How many uses a thread counts before the others hear of it: a power of two. */
  private static final int STRIDE = 256;

  /** Places for the time of so many threads, a cache line each; a power of two. */
  private static final int THREADS =
      Integer.highestOneBit(Math.min(4 * Runtime.getRuntime().availableProcessors(), 64));

  private static final int LINE = 16;

  /** The common time may be behind by such a part of the entries. */
  private static final int LAG_BITS = 4;

  /** Every so often old stamps of an exact order are renewed, before the clock has run around. */
  private static final int RENEWAL = 1 << 24;

  private static final int OLDEST_AGE = 1 << 30;

  private static final VarHandle CLOCK;

  static {
    try {
      CLOCK = MethodHandles.lookup().findVarHandle(LruPolicy.class, "clock", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** It runs around: only differences mean something. */
  private volatile int clock;

  /**
   * A stamp from before this time is renewed by a use. It moves only when something is added: while
   * nothing is, an entry is noted once, and then costs a reader nothing.
   */
  private volatile int fresh;

  /** The time by thread, in an exact order; made with the first use. */
  private int @Nullable [] times;

  private volatile boolean exact = true;

  /** How far the time of a change may be ahead of the common time of an exact order. */
  private volatile int lag;

  // The rest is guarded by the policy lock.
  private final boolean weighted;
  private final ExactLruList<K, V> few = new ExactLruList<>();

  /** By span, each made when something is hung up there; no array before the first one is. */
  private @Nullable Node<K, V>[] rings = rings(0);

  private long total;
  private int nodes;
  private long maximum;

  /** The number of entries that spans and window are cut for. */
  private long scale;

  private int spanBits;

  /** How old the entries are that have to go, in ticks. */
  private long evictionAge;

  private int oldest;
  private int newest;

  LruPolicy(long maximum, boolean weighted) {
    this.maximum = maximum;
    this.weighted = weighted;
    if (!weighted && maximum > EXACT) {
      beginRings(maximum);
    }
  }

  @Override
  boolean isStale(Node<K, V> node) {
    return exact || node.stamp - fresh < 0;
  }

  /** Moves the clock of a large cache, and answers the time. */
  private int tick(int by) {
    return (int) CLOCK.getAndAdd(this, by) + by;
  }

  /** The time of a use in a small cache: later than all uses by this thread. */
  private int tickExactly(int common) {
    int[] byThread = times;
    if (byThread == null) {
      byThread = new int[(THREADS + 1) * LINE];
      times = byThread;
    }
    int at = (((int) Thread.currentThread().getId() & (THREADS - 1)) + 1) * LINE;
    int time = byThread[at];
    time = (time == 0 || common - time > 0 ? common : time) + 1;
    byThread[at] = time;
    if ((time & (STRIDE - 1)) == 0) {
      putForward(time);
      if ((time & (RENEWAL - 1)) == 0) {
        askForMaintenance();
      }
    }
    return time;
  }

  /** The time of a change: after all uses before it, by any threads. */
  private int tickForAll() {
    int time = latest();
    int own = tickExactly(time);
    if (own - clock >= lag) {
      putForward(own);
    }
    return own;
  }

  /**
   * Lets other threads take the time over. A lost update leaves their times apart a little longer.
   */
  private void putForward(int time) {
    if (time - clock > 0) {
      clock = time;
    }
  }

  @Override
  int count() {
    return nodes;
  }

  @Override
  void add(Node<K, V> node) {
    if (isIn(node)) {
      total -= node.countedWeight();
      nodes--;
    } else if (!exact && node.newer == node) {
      // A thread is just taking it out of the exact list, or failing to put it there.
      return;
    } else if (!exact) {
      node.stamp = tick(1);
      advance();
      link(ring(newest), node);
    } else if (!few.add(node, tickForAll())) {
      return;
    }
    node.setCountedWeight(node.weight());
    total += node.countedWeight();
    nodes++;
    fit();
  }

  /** A node that only has the mark of the exact list is in no ring. */
  private boolean isIn(Node<K, V> node) {
    return exact ? contains(node) : node.older != null;
  }

  @Override
  void remove(Node<K, V> node) {
    if (isIn(node)) {
      if (!exact) {
        unlink(node);
      } else if (!few.remove(node)) {
        return;
      }
      uncount(node);
    }
  }

  private void uncount(Node<K, V> node) {
    nodes--;
    total -= node.countedWeight();
    fit();
  }

  /** Lets the way in which the entries are ordered suit their number. */
  private void fit() {
    if (exact) {
      if (Integer.highestOneBit(nodes) >> LAG_BITS != lag) {
        lag = Integer.highestOneBit(nodes) >> LAG_BITS;
      }
      if (nodes > EXACT && (weighted || maximum > EXACT)) {
        endExact();
      }
    } else if (nodes <= EXACT / 2 || (nodes <= EXACT && !weighted)) {
      if (weighted || maximum <= EXACT) {
        endRings();
      }
    } else if (weighted && (nodes > 2 * scale || nodes < scale / 4)) {
      cut(nodes);
    }
    if (!exact) {
      refresh();
    }
  }

  private void beginRings(long entries) {
    exact = false;
    cut(entries);
  }

  private void endExact() {
    putForward(latest());
    List<Node<K, V>> byAge = new ArrayList<>(nodes);
    few.drain(clock, byAge::add);
    beginRings(weighted ? nodes : maximum);
    byAge.forEach(node -> link(ring(oldest), node));
  }

  /** The latest time of all threads. */
  private int latest() {
    int latest = clock;
    int[] byThread = times;
    for (int at = LINE; byThread != null && at < byThread.length; at += LINE) {
      int time = byThread[at];
      if (time != 0 && time - latest > 0) {
        latest = time;
      }
    }
    return latest;
  }

  private void endRings() {
    Node<K, V> all = Node.sentinel();
    gather(RINGS, all);
    rings = rings(0);
    exact = true;
    for (Node<K, V> node = first(all); node != null; node = first(all)) {
      unlink(node);
      few.add(node, node.stamp);
    }
  }

  @Override
  @Nullable Node<K, V> poll() {
    if (!exact) {
      Node<K, V> victim = nodes == 0 ? null : victim();
      if (victim != null) {
        remove(victim);
      }
      return victim;
    }
    Node<K, V> victim = few.poll(clock);
    if (victim != null) {
      uncount(victim);
    }
    return victim;
  }

  @Override
  @Nullable Node<K, V> replaceOldest(Node<K, V> fresh, WriteBuffer<K, V> batch) {
    if (!exact || weighted) {
      return null;
    }
    return few.replaceOldest(fresh, tickForAll(), batch);
  }

  @Override
  int spare() {
    return nodes;
  }

  @Override
  void setMaximum(long newMaximum) {
    maximum = newMaximum;
    if (!exact && !weighted) {
      cut(newMaximum);
    }
    fit();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <K, V> @Nullable Node<K, V>[] rings(int count) {
    return new Node[count];
  }

  /** Moves the nodes of the oldest rings to another one, in order. */
  private void gather(int count, Node<K, V> to) {
    for (int i = 0; i < count; i++) {
      Node<K, V> ring = ringIfAny(oldest + i);
      if (ring != null) {
        append(ring, to);
      }
    }
  }

  /** Cuts spans and window for a number of entries. */
  private void cut(long entries) {
    Node<K, V> all = Node.sentinel();
    gather(RINGS, all);
    scale = entries;
    evictionAge = entries;
    long span = Math.min(Math.max(1, entries / 32), 1 << 24);
    spanBits = 63 - Long.numberOfLeadingZeros(span);
    newest = span(clock);
    oldest = newest;
    if (first(all) != null) {
      append(all, ring(oldest));
    }
    refresh();
  }

  /** Sets how old a stamp may grow before it is renewed. */
  private void refresh() {
    int now = clock;
    int window;
    if (total < maximum / 2) {
      // Nothing will have to go for a long time.
      window = OLDEST_AGE;
    } else {
      window = (int) Math.min(scale / 4, evictionAge / 4);
    }
    int wanted = now - window;
    if (Math.abs(wanted - fresh) > window / 16) {
      fresh = wanted;
    }
  }

  private int span(int stamp) {
    return stamp >>> spanBits;
  }

  /** How many spans after another one a span begins. */
  private int distance(int from, int to) {
    return (to - from) & (-1 >>> spanBits);
  }

  private Node<K, V> ring(int span) {
    Node<K, V> ring = ringIfAny(span);
    if (ring == null) {
      if (rings.length == 0) {
        rings = rings(RINGS);
      }
      ring = Node.sentinel();
      rings[span & (RINGS - 1)] = ring;
    }
    return ring;
  }

  private @Nullable Node<K, V> ringIfAny(int span) {
    return rings.length == 0 ? null : rings[span & (RINGS - 1)];
  }

  @Override
  void used(Node<K, V> node) {
    if (exact) {
      few.used(node, tickExactly(clock));
    } else {
      node.stamp = clock;
      if ((node.hash * 0x9E3779B9) >>> (32 - SAMPLE_BITS) == 0) {
        tick(1 << SAMPLE_BITS);
      }
    }
  }

  @Override
  void changed(Node<K, V> node) {
    if (exact) {
      few.used(node, tickForAll());
    } else {
      used(node);
    }
  }

  @Override
  void clear() {
    few.clear();
    rings = rings(0);
  }

  /** Lets the newest ring be that of the present; the oldest ones are put together for it. */
  private void advance() {
    newest = span(clock);
    int ahead = distance(oldest, newest) - (RINGS - 1);
    if (ahead > 0) {
      Node<K, V> old = Node.sentinel();
      gather(Math.min(ahead, RINGS), old);
      oldest = span((oldest + ahead) << spanBits);
      Node<K, V> ring = ring(oldest);
      append(ring, old);
      append(old, ring);
    }
  }

  private @Nullable Node<K, V> victim() {
    advance();
    Node<K, V> leastUsed = null;
    int moves = 0;
    while (true) {
      Node<K, V> ring = ringIfAny(oldest);
      Node<K, V> node = ring == null ? null : first(ring);
      if (node == null) {
        if (oldest == newest) {
          return leastUsed;
        }
        oldest = span((oldest + 1) << spanBits);
      } else if (oldest == newest) {
        // What is used from now on belongs to the next span.
        tick((1 << spanBits) - (clock & ((1 << spanBits) - 1)));
        advance();
      } else if (!isUsed(node.stamp)) {
        evictionAge = (long) distance(oldest, newest) << spanBits;
        return node;
      } else {
        leastUsed = leastUsed == null || leastUsed.stamp - node.stamp > 0 ? node : leastUsed;
        if (++moves > MOST_MOVES) {
          return leastUsed;
        }
        hangUp(node);
      }
    }
  }

  /** Whether a node of the oldest ring, with this stamp, has been used since that span. */
  private boolean isUsed(int stamp) {
    int present = span(clock);
    return distance(span(stamp), present) < distance(oldest, present);
  }

  /** Moves a used node to the ring of its span. */
  private void hangUp(Node<K, V> node) {
    int span = span(node.stamp);
    boolean isAhead = distance(oldest, span) > distance(oldest, newest);
    unlink(node);
    link(ring(isAhead ? newest : span), node);
  }

  /** Keeps the stamps of an exact order comparable, though the clock runs around. */
  @Override
  void maintain() {
    super.maintain();
    if (exact) {
      int[] byThread = times;
      for (int at = LINE; byThread != null && at < byThread.length; at += LINE) {
        // The clock must not run around a thread that is idle.
        byThread[at] = byThread[at] - clock < 0 ? clock : byThread[at];
      }
      few.limitAges(clock, OLDEST_AGE);
    }
  }
}
