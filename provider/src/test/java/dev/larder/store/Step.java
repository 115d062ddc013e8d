package dev.larder.store;

import org.jspecify.annotations.Nullable;

/** An operation with the values that it works on. */
record Step<V>(Operation operation, @Nullable V value, @Nullable V expected) {

  Step(Operation operation) {
    this(operation, null, null);
  }

  Action decide(@Nullable V current) {
    return operation.decide(current, expected);
  }

  /** The change that a store reports, as far as it is promised. */
  <K> Change<V> run(Store<K, V> store, K key) {
    return Changes.promised(operation, store.apply(key, operation, value, expected));
  }
}
