package dev.larder.store.heap;

import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.KeyHold;
import org.jspecify.annotations.Nullable;

/** A hold of one node, with what was found there. */
final class HeapClaim<K, V> implements Claim<V> {
  private final HeapStore<K, V> store;
  private final Node<K, V> node;
  private final KeyHold hold;
  private final @Nullable Object inherited;
  private final @Nullable V before;
  private final @Nullable V expired;
  private @Nullable V staged;
  private int stagedWeight;
  private final int weightBefore;

  /** Of a node that is held already. */
  HeapClaim(
      HeapStore<K, V> store, Node<K, V> node, KeyHold hold, @Nullable Object inherited, long now) {
    this.store = store;
    this.node = node;
    this.hold = hold;
    this.inherited = inherited;
    this.weightBefore = node.countableWeight();
    V found = node.value();
    boolean isExpired = node.isOver(now);
    before = isExpired ? null : found;
    expired = isExpired ? found : null;
  }

  @Override
  public @Nullable V current() {
    return before;
  }

  @Override
  public KeyHold hold() {
    return hold;
  }

  @Override
  public @Nullable Object inherited() {
    return inherited;
  }

  @Override
  public void stage(V value) {
    stagedWeight = store.weigh(node.entryKey(), value);
    staged = value;
  }

  @Override
  public Change<V> commit(Action verb, @Nullable V value, long deadline) {
    if (value != null && staged != value) {
      stage(value);
    }
    boolean stored = store.mutate(node, verb, value, stagedWeight, deadline, before != null);
    return new Change<>(
        verb, before != null, before, expired, verb.stores() ? value : null, stored);
  }

  @Override
  public void close() {
    if (node.hold() != hold) {
      // An earlier try got that far, and failed.
      hold.release();
      return;
    }
    boolean wasEntry = before != null || expired != null;
    boolean isEntry = node.value() != null;
    long more = node.countableWeight() - (long) weightBefore;
    node.unlock();
    hold.release();
    store.released(node, more, wasEntry && isEntry);
  }
}
