package dev.larder.store.heap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of nodes from the coldest to the most recent, repaired lazily.
 *
 * <p>The list consists of one ring for each generation of the clock, linked through {@code older}
 * and {@code newer} around a sentinel. A node is filed by its stamp when it is pushed; readers only
 * advance the stamp. {@link #coldest} moves a node it finds at the cold end to the ring its stamp
 * has earned meanwhile. The order thus is LRU to the precision of a generation, where a second
 * chance (CLOCK) would treat all nodes which were touched alike. What is older than the oldest
 * generation shares its ring in order of arrival.
 */
final class GenerationList<K, V> {
  /** An upper bound to the relocations of one search. */
  private static final int MAX_RELOCATIONS = 16;

  private final AdaptivePolicy<K, V> policy;
  private final GenerationClock clock;
  private final boolean secondChance;
  private List<Node<K, V>> rings = newRings();
  private long occupied; // a bit for each ring which may hold nodes
  private long weight;
  private int count;

  /**
   * @param secondChance whether a node which was touched since it was filed is spared even if its
   *     generation is not newer
   */
  GenerationList(AdaptivePolicy<K, V> policy, GenerationClock clock, boolean secondChance) {
    this.policy = policy;
    this.clock = clock;
    this.secondChance = secondChance;
  }

  long weight() {
    return weight;
  }

  int count() {
    return count;
  }

  /** Files the node at the recent end of its generation. */
  void push(Node<K, V> node) {
    file(node);
    weight += ReplacementPolicy.counted(node);
    count++;
  }

  void remove(Node<K, V> node) {
    ReplacementPolicy.unlink(node);
    weight -= ReplacementPolicy.counted(node);
    count--;
  }

  /** Corrects the sum after a linked node's weight has changed. */
  void adjustWeight(long difference) {
    weight += difference;
  }

  /** The coldest node, or null if the list is empty. It stays linked. */
  @Nullable Node<K, V> coldest() {
    for (int moves = 0; ; moves++) {
      int age = oldestAge();
      Node<K, V> node = age < 0 ? null : ReplacementPolicy.first(ring(age));
      if (node == null || moves == MAX_RELOCATIONS || !isSpared(node, age)) {
        return node;
      }
      ReplacementPolicy.unlink(node);
      AdaptivePolicy.clearTouched(node);
      policy.tick();
      file(node);
    }
  }

  private boolean isSpared(Node<K, V> node, int age) {
    return clock.age(policy.time(node)) < age
        || (secondChance && AdaptivePolicy.isTouched(node))
        || ReplacementPolicy.counted(node) == 0;
  }

  private Node<K, V> ring(int age) {
    return rings.get(clock.slot(age));
  }

  void clear() {
    rings.forEach(ReplacementPolicy::empty);
    occupied = 0;
  }

  /**
   * Vacates the slot of the generation which has just begun: its nodes join the next oldest ones.
   */
  void roll() {
    int slot = clock.slot(0);
    if ((occupied & (1L << slot)) != 0) {
      occupied &= ~(1L << slot);
      Node<K, V> old = rings.get(slot);
      if (ReplacementPolicy.first(old) != null) {
        int next = clock.slot(GenerationClock.GENERATIONS - 1);
        ReplacementPolicy.append(rings.get(next), old);
        ReplacementPolicy.append(old, rings.get(next));
        occupied |= 1L << next;
      }
    }
  }

  /** Files all nodes anew, ring by ring, after the length of the generations has changed. */
  void rescale(int oldShift) {
    List<Node<K, V>> former = rings;
    rings = newRings();
    occupied = 0;
    for (int age = GenerationClock.GENERATIONS - 1; age >= 0; age--) {
      int formerSlot = ((clock.now() >>> oldShift) - age) & (GenerationClock.GENERATIONS - 1);
      Node<K, V> from = former.get(formerSlot);
      if (ReplacementPolicy.first(from) != null) {
        int slot = clock.slot(clock.rescaledAge(oldShift, age));
        ReplacementPolicy.append(from, rings.get(slot));
        occupied |= 1L << slot;
      }
    }
  }

  /** The age of the oldest generation with nodes, or -1. */
  private int oldestAge() {
    while (occupied != 0) {
      int oldestSlot = clock.slot(GenerationClock.GENERATIONS - 1);
      int steps = Long.numberOfTrailingZeros(Long.rotateRight(occupied, oldestSlot));
      int age = GenerationClock.GENERATIONS - 1 - steps;
      int slot = clock.slot(age);
      if (ReplacementPolicy.first(rings.get(slot)) != null) {
        return age;
      }
      occupied &= ~(1L << slot);
    }
    return -1;
  }

  /** Links a node in the ring of its stamp. */
  private void file(Node<K, V> node) {
    int slot = clock.slot(clock.age(policy.time(node)));
    ReplacementPolicy.link(rings.get(slot), node);
    occupied |= 1L << slot;
  }

  private static <K, V> List<Node<K, V>> newRings() {
    List<Node<K, V>> rings = new ArrayList<>(GenerationClock.GENERATIONS);
    for (int i = 0; i < GenerationClock.GENERATIONS; i++) {
      rings.add(Node.sentinel());
    }
    return rings;
  }
}
