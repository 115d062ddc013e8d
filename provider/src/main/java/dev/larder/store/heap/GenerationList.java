package dev.larder.store.heap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of nodes from the least to the most recently used, repaired lazily. The adaptive policy
 * orders its two lists by it, and LRU the entries of a large cache.
 *
 * <p>The list has a ring of nodes for each generation of the clock, linked by {@code older} and
 * {@code newer} around a sentinel. A node is filed in the generation of its access time. A reader
 * only changes the access time. When {@link #coldest} finds a used node at the cold end, the list
 * files it again in its new generation:
 *
 * <pre>
 *   generation   17    18    19    ...   80              time -->
 *   ring        [a b] [c]   [d e]  ...  [x y z]
 *                ^                       ^
 *                oldest: victims         newest: new entries
 * </pre>
 *
 * A use never moves a node. A search moves the used nodes that it meets at the cold end. The list
 * has the order of LRU, to the precision of a generation. A second chance (CLOCK) would treat all
 * touched nodes alike. Nodes that are older than the oldest generation stay in its ring, in the
 * order in which they came there.
 *
 * <p>The frame that links or unlinks a node changes the weight and the count of the list after all
 * calls. So they are right even if the stack overflows.
 *
 * <p>Guarded by the policy lock. The numbers of generations wrap around with the clock.
 */
final class GenerationList<K, V> {

  /** The part of a policy that differs between lists. */
  interface Policy<K, V> {
    /** Returns when a node was last used, in the clock's time. */
    int accessTime(Node<K, V> node);

    /**
     * Returns whether a node at the cold end is to be filed again rather than evicted.
     *
     * @param isUsed whether it was used in a newer generation than it is filed in
     */
    boolean isSpared(Node<K, V> node, boolean isUsed);

    /** Called before a spared node is filed again. */
    void onRelocation(Node<K, V> node);
  }

  private final GenerationClock clock;
  private final Policy<K, V> policy;

  /** How many nodes one search may relocate. */
  private final int maxRelocations;

  /**
   * The rings, indexed by generation number modulo {@code clock.generations}. Each is created when
   * it is first needed.
   */
  private @Nullable Node<K, V>[] rings = Node.array(0);

  /** The generation with which the search for the coldest node begins: no older one has nodes. */
  private int oldest;

  /** The generation that the list was last brought up to, see {@link #advance}. */
  private int newest;

  private long weight;
  private int count;

  GenerationList(GenerationClock clock, Policy<K, V> policy, int maxRelocations) {
    this.clock = clock;
    this.policy = policy;
    this.maxRelocations = maxRelocations;
    this.newest = clock.generation(clock.now());
    this.oldest = newest;
  }

  long weight() {
    return weight;
  }

  int count() {
    return count;
  }

  /** Returns how many generations the oldest nodes are behind the newest generation. */
  int depth() {
    return clock.distance(oldest, newest);
  }

  /** Files a node behind the others of its generation. */
  void add(Node<K, V> node) {
    int more = weightOf(node);
    insert(ringOf(node), node, node);
    weight += more;
    count++;
  }

  void remove(Node<K, V> node) {
    int less = weightOf(node);
    unlink(node);
    weight -= less;
    count--;
  }

  /** Corrects the sum after the weight of a linked node has changed. */
  void adjustWeight(long difference) {
    weight += difference;
  }

  /**
   * Returns the weight that a policy counts for a node. {@link AdaptivePolicy} inverts the weights
   * in its main list.
   */
  static int weightOf(Node<?, ?> node) {
    int linked = node.linkedWeight();
    return linked < 0 ? ~linked : linked;
  }

  /**
   * Returns the node to be evicted next, which stays linked, or null if the list is empty. Nodes
   * that the policy spares are filed again. After {@code maxRelocations} of them, the next node is
   * returned even if it would be spared.
   */
  @Nullable Node<K, V> coldest() {
    for (int relocated = 0; ; relocated++) {
      Node<K, V> ring = oldestRing();
      Node<K, V> node = ring == null ? null : first(ring);
      if (node == null || relocated == maxRelocations) {
        return node;
      }
      boolean isUsed = age(policy.accessTime(node)) < clamp(clock.distance(oldest, newest));
      if (!policy.isSpared(node, isUsed)) {
        return node;
      }
      policy.onRelocation(node);
      relink(ringOf(node), node);
    }
  }

  /** Returns the first node of the oldest generation that has any, null if the list is empty. */
  @Nullable Node<K, V> first() {
    Node<K, V> ring = oldestRing();
    return ring == null ? null : first(ring);
  }

  private @Nullable Node<K, V> oldestRing() {
    for (int passed = 0; passed < clock.generations; passed++) {
      Node<K, V> ring = ringIfAny(oldest);
      if (ring != null && first(ring) != null) {
        return ring;
      }
      if (oldest == newest) {
        return null;
      }
      oldest = clock.generation((oldest + 1) << clock.shift());
    }
    return null;
  }

  /** Returns how many generations a time is behind the newest one, 0 if it is ahead. */
  private int age(int time) {
    int distance = clock.distance(clock.generation(time), newest);
    boolean isAhead = distance < 0 || distance > (-1 >>> clock.shift() >>> 1);
    return isAhead ? 0 : clamp(distance);
  }

  private int clamp(int age) {
    return Math.min(age, clock.generations - 1);
  }

  /** Returns the ring of a node's access time. */
  private Node<K, V> ringOf(Node<K, V> node) {
    int age = age(policy.accessTime(node));
    if (age > clock.distance(oldest, newest)) {
      oldest = generation(age);
    }
    return ring(generation(age));
  }

  /** Returns the number of the generation of an age. */
  private int generation(int age) {
    return (newest - age) & (-1 >>> clock.shift());
  }

  private Node<K, V> ring(int generation) {
    if (rings.length == 0) {
      rings = Node.array(clock.generations);
    }
    int slot = generation & (clock.generations - 1);
    Node<K, V> ring = rings[slot];
    if (ring == null) {
      ring = Node.sentinel();
      rings[slot] = ring;
    }
    return ring;
  }

  private @Nullable Node<K, V> ringIfAny(int generation) {
    return rings.length == 0 ? null : rings[generation & (clock.generations - 1)];
  }

  /**
   * Brings the list up to the present generation. The rings of the oldest generations are reused
   * for the new ones: their nodes join the next oldest ring, in front of its own.
   */
  void advance() {
    int present = clock.generation(clock.now());
    int steps = clock.distance(newest, present);
    if (steps == 0) {
      return;
    }
    int wasNewest = newest;
    newest = present;
    if (clock.distance(oldest, present) < clock.generations) {
      return;
    }
    Node<K, V> old = Node.sentinel();
    for (int i = 1; i <= Math.min(steps, clock.generations); i++) {
      Node<K, V> ring = ringIfAny(wasNewest + i);
      if (ring != null) {
        append(ring, old);
      }
    }
    oldest = generation(clock.generations - 1);
    if (first(old) != null) {
      Node<K, V> ring = ring(oldest);
      append(ring, old);
      append(old, ring);
    }
  }

  /** A preparation for another length of generations, with all the memory that the change takes. */
  private static final class Rescaling<K, V> {
    final @Nullable Node<K, V>[] rings;

    /** For each age of a generation, the ring that its nodes move to. */
    final @Nullable Node<K, V>[] targets;

    final int newest;
    int depth;

    Rescaling(int length, int newest) {
      this.rings = Node.array(length);
      this.targets = Node.array(length);
      this.newest = newest;
    }
  }

  /**
   * Changes the length of the clock's generations, and files all nodes of some lists anew, ring by
   * ring. A failure to get memory changes nothing.
   */
  @SafeVarargs
  static <K, V> void rescale(GenerationClock clock, int newShift, GenerationList<K, V>... lists) {
    List<Rescaling<K, V>> prepared = new ArrayList<>();
    for (GenerationList<K, V> list : lists) {
      prepared.add(list.prepare(newShift));
    }
    clock.setShift(newShift);
    for (int i = 0; i < lists.length; i++) {
      lists[i].rescale(prepared.get(i));
    }
  }

  private Rescaling<K, V> prepare(int newShift) {
    int range = -1 >>> newShift;
    Rescaling<K, V> prepared = new Rescaling<>(rings.length, clock.now() >>> newShift);
    for (int age = 0; age < rings.length; age++) {
      Node<K, V> from = ringIfAny(newest - age);
      if (from != null && first(from) != null) {
        int lastTime = ((newest - age + 1) << clock.shift()) - 1;
        int distance = (prepared.newest - (lastTime >>> newShift)) & range;
        boolean isAhead = distance < 0 || distance > range >>> 1;
        int newAge = isAhead ? 0 : clamp(distance);
        prepared.depth = Math.max(prepared.depth, newAge);
        int slot = (prepared.newest - newAge) & (clock.generations - 1);
        Node<K, V> known = prepared.rings[slot];
        Node<K, V> ring = known == null ? Node.sentinel() : known;
        prepared.rings[slot] = ring;
        prepared.targets[age] = ring;
      }
    }
    return prepared;
  }

  private void rescale(Rescaling<K, V> prepared) {
    for (int age = rings.length - 1; age >= 0; age--) {
      Node<K, V> from = ringIfAny(newest - age);
      Node<K, V> to = prepared.targets[age];
      if (from != null && to != null) {
        append(from, to);
      }
    }
    rings = prepared.rings;
    newest = prepared.newest;
    oldest = generation(prepared.depth);
  }

  void clear() {
    rings = Node.array(0);
    weight = 0;
    count = 0;
  }

  /** Returns the first node of a ring, null if the ring is empty. */
  static <K, V> @Nullable Node<K, V> first(Node<K, V> ring) {
    Node<K, V> first = ring.newer;
    return first == ring ? null : first;
  }

  @SuppressWarnings("NullAway") // linked nodes have both neighbours
  static <K, V> void unlink(Node<K, V> node) {
    node.older.newer = node.newer;
    node.newer.older = node.older;
    node.older = null;
    node.newer = null;
  }

  /** Moves a linked node to the end of a ring. Makes no call, so the node is never in no ring. */
  @SuppressWarnings("NullAway") // linked nodes have both neighbours
  private static <K, V> void relink(Node<K, V> ring, Node<K, V> node) {
    node.older.newer = node.newer;
    node.newer.older = node.older;
    node.older = ring.older;
    ring.older.newer = node;
    node.newer = ring;
    ring.older = node;
  }

  /** Moves all nodes of a ring behind those of another. */
  @SuppressWarnings("NullAway") // a ring has both neighbours
  private static <K, V> void append(Node<K, V> from, Node<K, V> to) {
    if (from.newer != from) {
      Node<K, V> first = from.newer;
      Node<K, V> last = from.older;
      from.newer = from;
      from.older = from;
      insert(to, first, last);
    }
  }

  /** Links a row of nodes at the end of a ring. */
  @SuppressWarnings("NullAway") // a ring has both neighbours
  private static <K, V> void insert(Node<K, V> ring, Node<K, V> first, Node<K, V> last) {
    first.older = ring.older;
    ring.older.newer = first;
    last.newer = ring;
    ring.older = last;
  }
}
