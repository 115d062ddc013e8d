package dev.larder.valkey;

/**
 * The state of the connections to a Valkey or Redis server, or cluster, and what the caches of one
 * cache manager have met there. Counts begin with 0 when the first cache is created. Thread-safe.
 * No method waits for the server, returns null or fails.
 */
public interface ValkeyMXBean {

  /** Returns the address of the server and its parameters, without a password. */
  String getAddress();

  /** Returns whether there is a connection at present. */
  boolean isConnected();

  /** Returns the number of open connections. */
  int getOpenConnections();

  /** Returns how often a connection was established again after it was lost. */
  long getReconnects();

  /** Returns how often an entry was found changed by another process, and decided again. */
  long getConflicts();

  /**
   * Returns how many commands were sent again, because the server had not executed them: several
   * for each operation during an outage.
   */
  long getRetries();

  /** Returns how many operations ended without knowing whether they were executed. */
  long getUnknownOutcomes();

  /** Returns how many commands a node of the cluster has redirected to another one. */
  long getRedirects();

  /** Returns how many events of other processes were lost, with {@code events=cluster}. */
  long getLostEvents();

  /**
   * Returns how many operations went past an unavailable server, with {@code on-failure=bypass}.
   */
  long getBypasses();

  /** Returns how many entries were not readable, and counted as absent. */
  long getUnreadableEntries();
}
