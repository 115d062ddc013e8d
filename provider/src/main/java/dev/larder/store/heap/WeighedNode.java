package dev.larder.store.heap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** An entry of a cache that is bounded by weight. */
class WeighedNode<K, V> extends TimedNode<K, V> {
  private static final VarHandle WEIGHT;

  static {
    try {
      WEIGHT = MethodHandles.lookup().findVarHandle(WeighedNode.class, "weight", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Written by the owner, which reports the change afterwards. */
  private volatile int weight = 1;

  private int linkedWeight;

  WeighedNode(K key, int hash) {
    super(key, hash);
  }

  @Override
  final int weight() {
    return weight;
  }

  @Override
  final void setWeight(int newWeight) {
    WEIGHT.setRelease(this, newWeight);
  }

  @Override
  final int linkedWeight() {
    return linkedWeight;
  }

  @Override
  final void setLinkedWeight(int newWeight) {
    linkedWeight = newWeight;
  }
}
