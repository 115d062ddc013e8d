package dev.larder.store;

/** Where the contracts get their stores from. */
public interface Stores {
  /** Makes a store that is closed after the test. */
  <K, V> Store<K, V> open(TestContext<K, V> context);
}
