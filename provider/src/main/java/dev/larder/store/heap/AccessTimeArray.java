package dev.larder.store.heap;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a small cache, with the times of their last accesses side by side, so that the
 * least recently used one is found by a scan. A scan collects the oldest entries as candidates, at
 * most about {@value #CANDIDATES}. Times only grow, so the oldest candidate that was not used since
 * the scan is still the least recently used entry. So one scan serves many evictions.
 *
 * <p>While a node has a slot, its {@code accessTime} is the slot's position in the array of times;
 * else it is the time itself:
 *
 * <pre>
 *   nodes   | a | b | - | c |            slot = position / stride
 *   times   | 7 . . . | 3 . . . | ? . . . | 9 . . . |      in a small array each slot has its own cache line
 * </pre>
 *
 * <p>Readers record accesses without a lock. If the node loses its slot meanwhile, the reader sets
 * the time of the slot's next owner. If the node gets a slot meanwhile, the reader overwrites the
 * position with a time. {@link #poll} detects that, and restores the position. Everything else is
 * guarded by the policy lock. A node with a slot is marked as linked: its {@code newer} is the node
 * itself.
 */
final class AccessTimeArray<K, V> {
  /** How many candidates a scan should collect. */
  private static final int CANDIDATES = 64;

  /** How many candidates it collects at most. */
  private static final int MAX_CANDIDATES = 2 * CANDIDATES;

  /**
   * How many candidates a scan selects if too few or too many entries have reached {@link
   * #collectedAge}.
   */
  private static final int FEW_CANDIDATES = 16;

  /**
   * After this many scans for one eviction, a candidate is evicted even if a reader has used it.
   */
  private static final int MAX_SCANS = 4;

  private static final int MIN_LENGTH = 4;

  /** The most slots by which the arrays grow. Shorter arrays double. */
  private static final int MAX_GROWTH = 64;

  /** The times of a small array are spread over this many elements. */
  private static final int SPREAD = 1_024;

  /** The length of a cache line in elements. */
  private static final int LINE = 16;

  /** Both arrays, which are replaced together. */
  private static final class Slots<K, V> {
    final @Nullable Node<K, V>[] nodes;
    final int[] times;
    final int stride;

    Slots(int length) {
      this.nodes = Node.array(length);
      this.stride = length == 0 ? 1 : Math.max(1, Math.min(LINE, SPREAD / length));
      this.times = new int[length * stride];
    }
  }

  // Shared by all empty arrays.
  private static final Slots<?, ?> NO_SLOTS = new Slots<>(0);
  private static final int[] NO_FREE_SLOTS = {};
  private static final long[] NO_CANDIDATES = {};

  /** Read by any thread. */
  private Slots<K, V> slots = noSlots();

  // The rest is guarded by the policy lock.

  /** The free slots, as a stack. */
  private int[] free = NO_FREE_SLOTS;

  private int freeCount;

  /** The weight of the entries. It changes in the frame that changes the slots, after all calls. */
  private long weight;

  /**
   * The candidates, the oldest one last. Each number has the slot in its lower half and the age in
   * its upper half.
   */
  private long[] candidates = NO_CANDIDATES;

  private int candidateCount;

  /** The time of the scan that has collected them. */
  private int scanTime;

  /** The age from which the next scan collects candidates. */
  private int collectedAge;

  @SuppressWarnings("unchecked") // there is no node in it
  private static <K, V> Slots<K, V> noSlots() {
    return (Slots<K, V>) NO_SLOTS;
  }

  /** Returns whether a linked node has a slot. */
  static boolean has(Node<?, ?> node) {
    return node.newer == node;
  }

  int count() {
    return slots.nodes.length - freeCount;
  }

  long weight() {
    return weight;
  }

  /** Corrects the sum after the weight of a node has changed. */
  void adjustWeight(long difference) {
    weight += difference;
  }

  private static boolean isPosition(int accessTime) {
    return Integer.compareUnsigned(accessTime, StripedClock.RESERVED) < 0;
  }

  /** Records an access. By any thread, without a lock. */
  void recordAccess(Node<K, V> node, int time) {
    int position = node.accessTime;
    int[] times = slots.times;
    if (Integer.compareUnsigned(position, times.length) < 0) {
      times[position] = time;
    } else if (!isPosition(position)) {
      node.accessTime = time;
    }
  }

  /** Gives a node a slot, with its own access time. */
  void add(Node<K, V> node, int time) {
    if (freeCount == 0) {
      grow();
    }
    if (candidateCount > 0 && scanTime - time >= age(candidates[0])) {
      candidateCount = 0; // the node may be older than a candidate, so a new scan is needed
    }
    Slots<K, V> all = slots;
    int more = node.linkedWeight();
    int slot = free[--freeCount];
    weight += more;
    all.nodes[slot] = node;
    all.times[slot * all.stride] = time;
    node.accessTime = slot * all.stride;
    node.newer = node;
  }

  private void grow() {
    int length = slots.nodes.length;
    growTo(length + Math.max(MIN_LENGTH, Math.min(length, MAX_GROWTH)));
  }

  /** Ensures that so many more nodes can be added without memory. */
  void reserve(int more) {
    if (more > freeCount) {
      growTo(slots.nodes.length - freeCount + more);
    }
  }

  private void growTo(int newLength) {
    Slots<K, V> all = slots;
    int length = all.nodes.length;
    // All memory first: a failure to get it changes nothing.
    Slots<K, V> longer = new Slots<>(newLength);
    int[] newFree = Arrays.copyOf(free, newLength);
    for (int slot = 0; slot < length; slot++) {
      Node<K, V> node = all.nodes[slot];
      longer.nodes[slot] = node;
      longer.times[slot * longer.stride] = all.times[slot * all.stride];
      if (node != null) {
        node.accessTime = slot * longer.stride;
      }
    }
    for (int slot = newLength - 1; slot >= length; slot--) {
      newFree[freeCount++] = slot;
    }
    free = newFree;
    slots = longer;
  }

  /** Frees the slot of a linked node. */
  void remove(Node<K, V> node) {
    int slot = slotOf(node);
    if (slot >= 0) {
      take(slot, node);
    }
  }

  private void take(int slot, Node<K, V> node) {
    Slots<K, V> all = slots;
    int less = node.linkedWeight();
    all.nodes[slot] = null;
    node.newer = null;
    node.accessTime = all.times[slot * all.stride];
    free[freeCount++] = slot;
    weight -= less;
    if (freeCount == all.nodes.length) {
      clear();
    }
  }

  private int slotOf(Node<K, V> node) {
    Slots<K, V> all = slots;
    int slot = node.accessTime / all.stride;
    if (slot >= 0 && slot < all.nodes.length && all.nodes[slot] == node) {
      return slot;
    }
    slot = all.nodes.length - 1;
    while (slot >= 0 && all.nodes[slot] != node) {
      slot--;
    }
    return slot;
  }

  /**
   * Frees the slot of the least recently used node and returns the node, or null if there is none.
   *
   * @param now the present time; access times are not far ahead of it
   */
  @Nullable Node<K, V> poll(int now) {
    if (count() == 0) {
      return null;
    }
    for (int scans = 0; ; scans++) {
      while (candidateCount > 0) {
        long candidate = candidates[--candidateCount];
        int slot = (int) candidate;
        Slots<K, V> all = slots;
        Node<K, V> node = slot < all.nodes.length ? all.nodes[slot] : null;
        boolean isUsed = node == null || scanTime - all.times[slot * all.stride] != age(candidate);
        if (node != null && (scans == MAX_SCANS || (!isUsed && isInPlace(node, slot)))) {
          take(slot, node);
          return node;
        }
      }
      scan(now);
    }
  }

  /** Returns false if a reader has overwritten the position of a node, and puts it back. */
  private boolean isInPlace(Node<K, V> node, int slot) {
    Slots<K, V> all = slots;
    int position = slot * all.stride;
    int accessTime = node.accessTime;
    if (accessTime == position) {
      return true;
    }
    node.accessTime = position;
    if (!isPosition(accessTime)) {
      all.times[position] = accessTime;
    }
    return false;
  }

  private static int age(long candidate) {
    return (int) (candidate >> 32);
  }

  private void scan(int now) {
    if (candidates.length == 0) {
      candidates = new long[MAX_CANDIDATES];
    }
    scanTime = now;
    int wanted = Math.min(CANDIDATES, Math.max(1, count() / 4));
    collect(now);
    if (candidateCount < Math.min(wanted, FEW_CANDIDATES) || candidateCount == MAX_CANDIDATES) {
      selectOldest(now, Math.min(wanted, FEW_CANDIDATES));
    } else {
      Arrays.sort(candidates, 0, candidateCount);
    }
    // The next scan should collect as many as are wanted, if the ages are distributed alike.
    long oldest = age(candidates[candidateCount - 1]);
    long youngest = age(candidates[0]);
    long spacing = Math.max(1, (oldest - youngest) / candidateCount);
    collectedAge = (int) (oldest - wanted * spacing);
  }

  /** Collects all entries that have reached an age, up to a limit. */
  private void collect(int now) {
    Slots<K, V> all = slots;
    int found = 0;
    for (int slot = 0, at = 0; slot < all.nodes.length; slot++, at += all.stride) {
      int age = now - all.times[at];
      if (age >= collectedAge && all.nodes[slot] != null) {
        candidates[found++] = (long) age << 32 | slot;
        if (found == MAX_CANDIDATES) {
          break;
        }
      }
    }
    candidateCount = found;
  }

  /** Selects the oldest entries, whatever their ages. */
  private void selectOldest(int now, int most) {
    candidateCount = 0;
    Slots<K, V> all = slots;
    int youngest = Integer.MIN_VALUE;
    for (int slot = 0, at = 0; slot < all.nodes.length; slot++, at += all.stride) {
      int age = now - all.times[at];
      if (age >= youngest && all.nodes[slot] != null) {
        insert((long) age << 32 | slot, most);
        youngest = candidateCount < most ? Integer.MIN_VALUE : age(candidates[0]) + 1;
      }
    }
  }

  /** Inserts a candidate by its age; if there are enough, the youngest one drops out. */
  private void insert(long candidate, int most) {
    int at;
    if (candidateCount < most) {
      for (at = candidateCount; at > 0 && candidates[at - 1] > candidate; at--) {
        candidates[at] = candidates[at - 1];
      }
      candidateCount++;
    } else {
      for (at = 0; at < most - 1 && candidates[at + 1] < candidate; at++) {
        candidates[at] = candidates[at + 1];
      }
    }
    candidates[at] = candidate;
  }

  void unlinkAll() {
    Slots<K, V> all = slots;
    clear();
    for (int slot = 0; slot < all.nodes.length; slot++) {
      Node<K, V> node = all.nodes[slot];
      if (node != null) {
        node.newer = null;
        node.accessTime = all.times[slot * all.stride];
      }
    }
  }

  /**
   * Limits the ages of all nodes, before the clock wraps around. Nodes beyond the limit keep their
   * order.
   */
  void limitAges(int now, int most) {
    Slots<K, V> all = slots;
    // The age in the upper half of each number, negated, and the slot in the lower half.
    long[] entries = new long[count()];
    int found = 0;
    for (int slot = 0; slot < all.nodes.length; slot++) {
      if (all.nodes[slot] != null) {
        entries[found++] = (long) (all.times[slot * all.stride] - now) << 32 | slot;
      }
    }
    Arrays.sort(entries);
    int time = now - most - entries.length;
    for (long entry : entries) {
      int position = (int) entry * all.stride;
      if (now - all.times[position] > most) {
        all.times[position] = time++;
      }
    }
    candidateCount = 0;
  }

  private void clear() {
    slots = noSlots();
    free = NO_FREE_SLOTS;
    freeCount = 0;
    candidateCount = 0;
    weight = 0;
  }
}
