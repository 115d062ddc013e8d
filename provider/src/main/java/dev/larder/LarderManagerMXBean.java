package dev.larder;

/**
 * What can be done to a cache manager while it is in use: {@code
 * manager.unwrap(LarderManagerMXBean.class)}. It is registered in the platform MBean server while
 * the management of one of the manager's caches is enabled, under {@code
 * dev.larder:type=CacheManager,CacheManager=...} with the URI written as in the specification's
 * beans. Thread-safe.
 */
public interface LarderManagerMXBean {

  /** The file that the configuration was read from; empty if there is none. */
  String getConfigurationFile();

  /** The names of the open caches, sorted. */
  String[] getCacheNames();

  /**
   * Reads the configuration file again, and applies what has changed to the open caches: {@code
   * maximum-size}, {@code maximum-weight}, {@code expiry} for entries that are written or used from
   * now on, {@code refresh-after}, {@code stale-if-error}, {@code coalesce}, {@code statistics} and
   * {@code management}, with the exceptions that the documentation of the configuration lists.
   * Caches that the file names for the first time are created. Other changes are named in the
   * answer, and take effect when the cache is made again.
   *
   * @return a line for each change: what was applied, what was not, and what has failed. Settings
   *     that wait for a cache to be made again are named each time; empty if there is none, and
   *     nothing has changed
   * @throws javax.cache.CacheException if the file is gone, cannot be read or is wrong, naming the
   *     place; nothing has changed then
   * @throws IllegalStateException if the manager is closed
   */
  String[] reload();
}
