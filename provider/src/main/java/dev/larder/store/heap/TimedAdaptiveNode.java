package dev.larder.store.heap;

/** The same that can expire. */
final class TimedAdaptiveNode<K, V> extends TimedNode<K, V> {
  private int meta;
  private int countedWeight;

  TimedAdaptiveNode(K key, int hash) {
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
