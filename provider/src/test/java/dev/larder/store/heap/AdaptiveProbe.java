package dev.larder.store.heap;

import java.util.ArrayList;
import java.util.List;

/** An adaptive policy with access to its fields, and the entries that were added to it. */
final class AdaptiveProbe {
  final AdaptivePolicy<Integer, Integer> policy;
  final List<Node<Integer, Integer>> nodes = new ArrayList<>();
  final LruHorizon clock;
  final GenerationList<Integer, Integer> window;
  final GenerationList<Integer, Integer> main;

  AdaptiveProbe(long maximum) {
    policy = new AdaptivePolicy<>(maximum, true);
    clock = Fields.of(policy, "clock");
    window = Fields.of(policy, "window");
    main = Fields.of(policy, "main");
  }

  /** Returns a policy with a bound of 1,000, 100 entries in the window, and one above the bound. */
  static AdaptiveProbe overfull() {
    AdaptiveProbe probe = new AdaptiveProbe(1_000);
    probe.fill(1_001);
    return probe;
  }

  /** Adds entries of weight 1 with the next keys. */
  void fill(int count) {
    for (int i = 0; i < count; i++) {
      add(nodes.size(), 1);
    }
  }

  Node<Integer, Integer> add(int key, int weight) {
    Node<Integer, Integer> node = new WeighedAdaptiveNode<>(key, Table.hash(key));
    node.setWeight(weight);
    nodes.add(node);
    policy.add(node);
    return node;
  }

  Node<Integer, Integer> get(int index) {
    return nodes.get(index);
  }

  void use(int index) {
    policy.recordRead(nodes.get(index));
  }

  void tick(int times) {
    for (int i = 0; i < times; i++) {
      policy.tick();
    }
  }

  /** Sets the last access of an entry to the given number of ticks ago. */
  void age(Node<Integer, Integer> node, int age) {
    node.accessTime = (clock.now() - age) << 1;
  }

  /** Sets the age, in ticks, at which LRU would evict, and keeps the policy from updating it. */
  void horizon(int ticks) {
    Fields.set(policy, "horizonTime", clock.now() + 1_000_000);
    Fields.set(policy, "horizon", ticks);
  }

  double share() {
    return Fields.<Double>of(policy, "share");
  }

  double surplus() {
    return Fields.<Double>of(policy, "surplus");
  }

  static int frequency(Node<Integer, Integer> node) {
    return node.policyState() & 15;
  }

  static int interval(Node<Integer, Integer> node) {
    return node.policyState() >>> 4;
  }
}
