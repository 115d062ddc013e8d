package dev.larder.store.heap;

import dev.larder.EvictionPolicy;
import dev.larder.store.StoreSettings;

/** Creates the nodes of one store, of the smallest class that has the fields it needs. */
interface NodeFactory<K, V> {
  Node<K, V> create(K key, int hash);

  static <K, V> NodeFactory<K, V> of(StoreSettings settings) {
    boolean isAdaptive = settings.bound().policy() == EvictionPolicy.ADAPTIVE;
    if (settings.bound().weighted()) {
      return isAdaptive ? WeighedAdaptiveNode::new : WeighedNode::new;
    }
    if (settings.canExpire()) {
      return isAdaptive ? TimedAdaptiveNode::new : TimedNode::new;
    }
    return isAdaptive ? AdaptiveNode::new : Node::new;
  }
}
