package dev.larder.store;

/**
 * Creates the stores of caches. A cache manager creates one factory for all caches with the same
 * setting, and closes it after their stores. So a factory may own what stores share, such as a
 * connection. A cache whose creation is in progress while its manager is closed may still ask for a
 * store, which may fail. An implementation that a configuration file names needs a public
 * constructor without parameters. Thread-safe.
 */
public interface StoreFactory extends AutoCloseable {

  /** Creates the store of one cache. A persistent store has the entries that are there already. */
  <K, V> Store<K, V> create(StoreContext<K, V> context);

  /** Returns the name and the abilities of the stores. */
  StoreDescription description();

  /**
   * Returns whether the stores can be reached at present, as far as is known without a look. A
   * factory that needs nothing outside of the process returns true.
   */
  default boolean isAvailable() {
    return true;
  }

  /** Releases what the stores share. They are closed. */
  @Override
  default void close() {}
}
