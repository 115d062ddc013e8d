package dev.larder.store.heap;

/** An entry of a cache with the adaptive policy. */
final class AdaptiveNode<K, V> extends Node<K, V> {
  private int policyState;
  private int linkedWeight;

  AdaptiveNode(K key, int hash) {
    super(key, hash);
  }

  @Override
  int policyState() {
    return policyState;
  }

  @Override
  void setPolicyState(int state) {
    policyState = state;
  }

  @Override
  int linkedWeight() {
    return linkedWeight;
  }

  @Override
  void setLinkedWeight(int weight) {
    linkedWeight = weight;
  }
}
