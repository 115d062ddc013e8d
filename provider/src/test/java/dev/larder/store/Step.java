package dev.larder.store;

import org.jspecify.annotations.Nullable;

/** An operation with its arguments. */
record Step<V>(Operation operation, @Nullable V value, @Nullable V expected) {

  Step(Operation operation) {
    this(operation, null, null);
  }

  Action decide(@Nullable V current) {
    return operation.decide(current, expected);
  }

  /** Returns the change that the store reports, as far as it is promised. */
  <K> Change<V> run(Store<K, V> store, K key) {
    return Changes.promised(operation, store.apply(key, operation, value, expected));
  }
}
