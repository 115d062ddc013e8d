package dev.larder.store.heap;

/** An entry of a cache that is bounded by weight. */
final class WeighedNode<K, V> extends TimedNode<K, V> {
  /** Written by who has the entry to itself, who takes the policy lock afterwards. */
  private volatile int weight;

  private int countedWeight;

  WeighedNode(K key, int hash) {
    super(key, hash);
  }

  @Override
  int weight() {
    return weight;
  }

  @Override
  void setWeight(int newWeight) {
    weight = newWeight;
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
