package dev.larder;

import java.util.SortedMap;

/**
 * Management of a cache manager while it is in use: {@code
 * manager.unwrap(LarderManagerMXBean.class)}. The bean is registered in the platform MBean server
 * while management of at least one cache of the manager is enabled. Its name is {@code
 * dev.larder:type=CacheManager,CacheManager=...}, with the URI written as in the specification's
 * beans (JSR-107, chapter "Management"). Thread-safe.
 */
public interface LarderManagerMXBean {

  /** Returns the location of the configuration file; empty if there is none. */
  String getConfigurationFile();

  /**
   * Returns the names of the open caches, sorted.
   *
   * @throws IllegalStateException if the manager is closed
   */
  String[] getCacheNames();

  /**
   * Returns for each store outside of the process, by its name, whether it can be reached at
   * present as far as is known without a look. The name of a server is its address with its
   * parameters, without a password. Empty if all caches are on the heap.
   */
  SortedMap<String, Boolean> getStores();

  /**
   * Reads the configuration file again, and applies changed settings to the open caches: {@code
   * maximum-size}, {@code maximum-weight}, {@code expiry} for entries that are written or used from
   * now on, {@code refresh-after}, {@code stale-if-error}, {@code coalesce}, {@code statistics},
   * {@code management} and {@code recording}. The documentation of the configuration lists the
   * exceptions. Caches that the file names for the first time are created. All other changes take
   * effect when the cache is created again.
   *
   * @return a line for each change: applied, not applied, or failed. Changes that take effect when
   *     the cache is created again are repeated at each reload. Empty if there is no change
   * @throws javax.cache.CacheException if the file is missing, cannot be read or is wrong; the
   *     message names the place, and nothing has changed
   * @throws IllegalStateException if the manager is closed
   */
  String[] reload();
}
