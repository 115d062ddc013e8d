package dev.larder.store;

/**
 * Creates the stores of caches. An implementation that a configuration file names needs a public
 * constructor without parameters. Thread-safe.
 */
public interface StoreFactory {

  /** Creates the store of one cache. */
  <K, V> Store<K, V> create(StoreContext<K, V> context);

  /** Returns whether stores keep the objects that they are given, as by-reference requires. */
  boolean supportsByReference();

  /** Returns the name for the effective configuration. */
  String name();
}
