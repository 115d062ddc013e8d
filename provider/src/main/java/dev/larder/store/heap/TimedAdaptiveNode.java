package dev.larder.store.heap;

/** An entry that can expire, of a cache with the adaptive policy. */
final class TimedAdaptiveNode<K, V> extends TimedNode<K, V> {
  private int policyState;
  private int linkedWeight;

  TimedAdaptiveNode(K key, int hash) {
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
