package dev.larder.store.heap;

/** An entry of a cache that is bounded by weight, with the adaptive policy. */
final class WeighedAdaptiveNode<K, V> extends WeighedNode<K, V> {
  private int policyState;

  WeighedAdaptiveNode(K key, int hash) {
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
}
