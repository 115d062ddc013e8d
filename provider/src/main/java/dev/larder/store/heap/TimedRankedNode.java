package dev.larder.store.heap;

/** The same that can expire. */
final class TimedRankedNode<K, V> extends TimedNode<K, V> {
  private int meta;
  private int countedWeight;

  TimedRankedNode(K key, int hash) {
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
