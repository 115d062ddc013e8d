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

  /** Written by who has the entry to itself, who takes the policy lock afterwards. */
  private volatile int weight = 1;

  private int countedWeight;

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
  final int countedWeight() {
    return countedWeight;
  }

  @Override
  final void setCountedWeight(int newWeight) {
    countedWeight = newWeight;
  }
}
