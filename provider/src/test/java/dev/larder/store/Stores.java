package dev.larder.store;

/** Opens the stores of the contracts. */
public interface Stores {
  /** Opens a store that is closed after the test. */
  <K, V> Store<K, V> open(TestContext<K, V> context);
}
