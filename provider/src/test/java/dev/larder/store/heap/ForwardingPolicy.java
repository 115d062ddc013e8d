package dev.larder.store.heap;

import org.jspecify.annotations.Nullable;

/** An LRU policy, for tests that override some of its methods. */
class ForwardingPolicy extends ReplacementPolicy<Integer, Integer> {
  private final ReplacementPolicy<Integer, Integer> policy;

  ForwardingPolicy(long maximum) {
    this.policy = new LruPolicy<>(maximum, false);
  }

  @Override
  boolean isStale(Node<Integer, Integer> node) {
    return policy.isStale(node);
  }

  @Override
  void recordRead(Node<Integer, Integer> node) {
    policy.recordRead(node);
  }

  @Override
  int size() {
    return policy.size();
  }

  @Override
  void add(Node<Integer, Integer> node) {
    policy.add(node);
  }

  @Override
  void remove(Node<Integer, Integer> node) {
    policy.remove(node);
  }

  @Override
  @Nullable Node<Integer, Integer> poll() {
    return policy.poll();
  }

  @Override
  int maxPreselected() {
    return policy.maxPreselected();
  }

  @Override
  boolean isPreselecting() {
    return policy.isPreselecting();
  }

  @Override
  long weight() {
    return policy.weight();
  }

  @Override
  void recordAddition(Node<Integer, Integer> node) {
    policy.recordAddition(node);
  }

  @Override
  boolean isExact() {
    return policy.isExact();
  }

  @Override
  boolean isOrderChangeDue(boolean hasWaited) {
    return policy.isOrderChangeDue(hasWaited);
  }

  @Override
  void changeOrder() {
    policy.changeOrder();
  }

  @Override
  void setMaximum(long maximum) {
    policy.setMaximum(maximum);
  }

  @Override
  void clear() {
    policy.clear();
  }
}
