package dev.larder.store.heap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Least recently used first.
 *
 * <p>Time is cut into spans; the entries hang in one ring for each span, by the span of the stamp
 * that they had when they were hung up. A use changes the stamp alone. Who looks for the oldest
 * entry begins with the oldest ring, and hangs up again where it belongs by now what has been used
 * since: so an entry is moved once in a pass of the rings, however often it is used.
 *
 * <pre>
 *   span       0     1     2    ...   255                     time -->
 *   ring      [a b] [c]   [d e]  ...  [x y z]
 *              ^                            ^
 *              oldest: victims              new entries, and those used lately
 * </pre>
 *
 * <p>A cache of up to {@value #EXACT} entries is exact: each use gets a time of its own, and a ring
 * is sorted when it becomes the oldest. What is then used gets a later span, and so the first entry
 * of the ring that has not been used since is the least recently used one. In a larger cache an
 * entry used within the newest quarter keeps its stamp, one entry in 16 moves the clock, for all of
 * them, and a ring is taken as it hangs: the order is right to within a ring, and a hit on a hot
 * entry writes nothing.
 */
final class Recency<K, V> extends Order<K, V> {
  static final int EXACT = 1_024;

  /** A large cache keeps the order of what has not been used for eight times its size of uses. */
  private static final int RINGS = 256;

  private static final int RINGS_WHEN_SORTED = 16;

  private static final int SAMPLE_BITS = 4;

  /** In a large cache, how many used entries are hung up again before one must go all the same. */
  private static final int MOST_MOVES = 64;

  /** Every so often the stamps of an exact order are renewed, before the clock has run around. */
  private static final int RENEWAL = 1 << 24;

  private static final int OLDEST_AGE = 1 << 30;

  private static final VarHandle CLOCK;

  static {
    try {
      CLOCK = MethodHandles.lookup().findVarHandle(Recency.class, "clock", int.class);
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

  // The rest is guarded by the policy lock, but for exact, which readers look at.
  private long total;
  private int nodes;
  private final boolean weighted;
  private List<Node<K, V>> rings = rings(RINGS_WHEN_SORTED);

  private long maximum;

  /** The number of entries that spans and window are cut for. */
  private long scale;

  private volatile boolean exact;
  private int spanBits;

  /** How old the entries are that have to go, in ticks. */
  private long evictionAge;

  private int oldest;
  private int newest;
  private boolean sorted;

  Recency(long maximum, boolean weighted) {
    this.maximum = maximum;
    this.weighted = weighted;
    cut(weighted ? 0 : maximum);
  }

  @Override
  boolean isStale(Node<K, V> node) {
    return exact || node.stamp - fresh < 0;
  }

  /** Moves the clock, and answers the time that is the caller's alone if it moved it by one. */
  private int tick(int by) {
    int before = (int) CLOCK.getAndAdd(this, by);
    int time = before + by;
    if (exact && ((before ^ time) & RENEWAL) != 0) {
      askForMaintenance();
    }
    return time;
  }

  @Override
  int count() {
    return nodes;
  }

  @Override
  void add(Node<K, V> node) {
    node.stamp = tick(1);
    // Which may take memory, and so comes before any change.
    advance();
    if (contains(node)) {
      unlink(node);
      total -= node.countedWeight();
    } else {
      nodes++;
    }
    node.setCountedWeight(node.weight());
    total += node.countedWeight();
    place(node);
  }

  @Override
  void remove(Node<K, V> node) {
    if (contains(node)) {
      unlink(node);
      nodes--;
      total -= node.countedWeight();
    }
  }

  @Override
  @Nullable Node<K, V> poll() {
    Node<K, V> victim = nodes == 0 ? null : victim();
    if (victim != null) {
      remove(victim);
    }
    return victim;
  }

  @Override
  int spare() {
    return nodes;
  }

  @Override
  void setMaximum(long newMaximum) {
    maximum = newMaximum;
    if (!weighted) {
      cut(newMaximum);
    }
  }

  private static <K, V> List<Node<K, V>> rings(int count) {
    List<Node<K, V>> rings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      rings.add(Node.sentinel());
    }
    return rings;
  }

  /** Moves the nodes of the oldest rings to another one, in order. */
  private void gather(int count, Node<K, V> to) {
    for (int i = 0; i < count; i++) {
      append(ring(oldest + i), to);
    }
  }

  /** Cuts spans and window for a number of entries. */
  private void cut(long entries) {
    boolean few = entries <= EXACT;
    List<Node<K, V>> empty = rings(few ? RINGS_WHEN_SORTED : RINGS);
    Node<K, V> all = Node.sentinel();
    gather(rings.size(), all);
    scale = entries;
    evictionAge = entries;
    exact = few;
    rings = empty;
    long span = Math.min(Math.max(1, entries / 32), 1 << 24);
    spanBits = 63 - Long.numberOfLeadingZeros(span);
    newest = span(clock);
    oldest = newest;
    sorted = false;
    append(all, ring(oldest));
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
    return rings.get(span & (rings.size() - 1));
  }

  @Override
  void used(Node<K, V> node) {
    if (exact) {
      node.stamp = tick(1);
    } else {
      node.stamp = clock;
      if ((node.hash * 0x9E3779B9) >>> (32 - SAMPLE_BITS) == 0) {
        tick(1 << SAMPLE_BITS);
      }
    }
  }

  private void place(Node<K, V> node) {
    link(ring(newest), node);
    if (weighted && (nodes > 2 * scale || nodes < scale / 4)) {
      cut(nodes);
    }
    refresh();
  }

  @Override
  void clear() {
    rings.forEach(Order::empty);
  }

  /** Lets the newest ring be that of the present; the oldest ones are put together for it. */
  private void advance() {
    newest = span(clock);
    int ahead = distance(oldest, newest) - (rings.size() - 1);
    if (ahead > 0) {
      Node<K, V> old = Node.sentinel();
      gather(Math.min(ahead, rings.size()), old);
      oldest = span((oldest + ahead) << spanBits);
      sorted = false;
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
      Node<K, V> ring = ring(oldest);
      Node<K, V> node = first(ring);
      if (node == null) {
        if (oldest == newest) {
          return leastUsed;
        }
        oldest = span((oldest + 1) << spanBits);
        sorted = false;
      } else if (oldest == newest) {
        // What is used from now on belongs to the next span.
        tick((1 << spanBits) - (clock & ((1 << spanBits) - 1)));
        advance();
      } else if (exact && !sorted) {
        sort(ring);
      } else if (!isUsed(node.stamp)) {
        evictionAge = (long) distance(oldest, newest) << spanBits;
        return node;
      } else {
        leastUsed = leastUsed == null || leastUsed.stamp - node.stamp > 0 ? node : leastUsed;
        if (!exact && ++moves > MOST_MOVES) {
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

  /** A node with the stamp that it had at one moment: stamps change while they are compared. */
  private record Aged<K, V>(Node<K, V> node, int stamp, int age) {
    static <K, V> Aged<K, V> at(int time, Node<K, V> node) {
      int stamp = node.stamp;
      return new Aged<>(node, stamp, time - stamp);
    }
  }

  /** The nodes of a ring, the least recently used one first. */
  @SuppressWarnings("NullAway") // a ring has both neighbours
  private List<Aged<K, V>> byAge(Node<K, V> ring) {
    List<Aged<K, V>> nodes = new ArrayList<>();
    for (Node<K, V> node = ring.newer; node != ring; node = node.newer) {
      nodes.add(Aged.at(clock, node));
    }
    nodes.sort(Comparator.<Aged<K, V>>comparingInt(Aged::age).reversed());
    return nodes;
  }

  private void sort(Node<K, V> ring) {
    for (Aged<K, V> aged : byAge(ring)) {
      unlink(aged.node());
      link(ring, aged.node());
      if (isUsed(aged.stamp())) {
        hangUp(aged.node());
      }
    }
    sorted = true;
  }

  /** Keeps the stamps of an exact order comparable, though the clock runs around. */
  @Override
  void maintain() {
    super.maintain();
    if (exact) {
      cut(scale);
      // Older than whatever keeps its stamp.
      int latest = clock - OLDEST_AGE - nodes;
      for (Aged<K, V> aged : byAge(ring(oldest))) {
        Node<K, V> node = aged.node();
        if (aged.age() > OLDEST_AGE && node.stamp == aged.stamp()) {
          node.stamp = latest++;
        }
        unlink(node);
        link(ring(oldest), node);
      }
    }
  }
}
