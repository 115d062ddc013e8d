package dev.larder.store;

/**
 * Makes the stores of caches. An implementation named in a configuration file has a public
 * constructor without parameters. Thread-safe.
 */
public interface StoreFactory {

  /** Makes the store of one cache. */
  <K, V> Store<K, V> create(StoreContext<K, V> context);

  /** Whether stores keep the very objects they are given, so that by-reference is possible. */
  boolean supportsByReference();

  /** The name that the effective configuration shows. */
  String name();
}
