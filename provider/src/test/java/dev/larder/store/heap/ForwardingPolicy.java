package dev.larder.store.heap;

import org.jspecify.annotations.Nullable;

/** Least recently used first, for tests that do something more at some of the calls. */
class ForwardingPolicy extends ReplacementPolicy<Integer, Integer> {
  private final ReplacementPolicy<Integer, Integer> order;

  ForwardingPolicy(long maximum) {
    this.order = new LruPolicy<>(maximum, false);
  }

  @Override
  boolean isStale(Node<Integer, Integer> node) {
    return order.isStale(node);
  }

  @Override
  void used(Node<Integer, Integer> node) {
    order.used(node);
  }

  @Override
  int count() {
    return order.count();
  }

  @Override
  void add(Node<Integer, Integer> node) {
    order.add(node);
  }

  @Override
  void remove(Node<Integer, Integer> node) {
    order.remove(node);
  }

  @Override
  @Nullable Node<Integer, Integer> poll() {
    return order.poll();
  }

  @Override
  int spare() {
    return order.spare();
  }

  @Override
  void setMaximum(long maximum) {
    order.setMaximum(maximum);
  }

  @Override
  void clear() {
    order.clear();
  }
}
