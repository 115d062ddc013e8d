package dev.larder.tools.replay;

import dev.larder.tools.provider.Bound;
import java.util.OptionalLong;

/**
 * The result of one replay, counted by the tool, by the table, and by the MBean of the cache.
 *
 * @param loads calls of the loader
 * @param queries SELECT statements of the loader
 * @param remaining entries in the cache at the end, by its iterator
 * @param nanos from the first request to the end of the last
 */
public record RunResult(
    Bound bound,
    long requests,
    long loads,
    long queries,
    long remaining,
    long nanos,
    MBeanFigures mbean) {

  /** Returns the bound in entries; empty for the provider's own. */
  public OptionalLong entries() {
    return bound.entries();
  }

  /** Returns the number of requests that needed no load of their own. */
  public long hits() {
    return requests - loads;
  }

  public long misses() {
    return loads;
  }

  /**
   * Returns the number of loaded entries that are no longer present. They were all evicted if
   * nothing expires.
   */
  public long evictions() {
    return loads - remaining;
  }

  public double hitRatio() {
    return (double) hits() / requests;
  }
}
