package dev.larder.store.heap;

/** The same of a cache that is bounded by weight. */
final class WeighedAdaptiveNode<K, V> extends WeighedNode<K, V> {
  private int meta;

  WeighedAdaptiveNode(K key, int hash) {
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
}
