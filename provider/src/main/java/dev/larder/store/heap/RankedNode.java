package dev.larder.store.heap;

/** An entry of a cache whose eviction goes by more than recency. */
final class RankedNode<K, V> extends WeighedNode<K, V> {
  /** What {@link Adaptive} remembers of it; written by anyone, without a lock: hints. */
  int meta;

  RankedNode(K key, int hash) {
    super(key, hash);
  }
}
