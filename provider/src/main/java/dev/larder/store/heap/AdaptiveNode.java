package dev.larder.store.heap;

/** An entry of a cache whose eviction goes by more than recency. */
final class AdaptiveNode<K, V> extends Node<K, V> {
  private int meta;
  private int countedWeight;

  AdaptiveNode(K key, int hash) {
    super(key, hash);
  }

  @Override
  int meta() {
    return meta;
  }

  @Override
  void setMeta(int newMeta) {
    meta = newMeta;
  }

  @Override
  int countedWeight() {
    return countedWeight;
  }

  @Override
  void setCountedWeight(int newWeight) {
    countedWeight = newWeight;
  }
}
