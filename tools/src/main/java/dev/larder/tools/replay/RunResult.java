package dev.larder.tools.replay;

import dev.larder.tools.provider.CacheSize;
import dev.larder.tools.provider.Subject;
import java.util.Optional;

/**
 * The result of one replay, counted by the tool, by the table, and by the MBean of the cache.
 *
 * @param nanos from the first request to the end of the last
 */
public record RunResult(Subject subject, Counts counts, long nanos, MBeanFigures mbean) {

  /**
   * The figures that tool and table count.
   *
   * @param loads calls of the loader
   * @param queries SELECT statements of the loader
   * @param remaining entries in the cache at the end, by its iterator
   */
  public record Counts(long requests, long loads, long queries, long remaining) {}

  /** Returns the size of the cache; empty for the provider's own bound. */
  public Optional<CacheSize> size() {
    return subject.size();
  }

  /** Returns the number of requests that needed no load of their own. */
  public long hits() {
    return counts.requests() - counts.loads();
  }

  public long misses() {
    return counts.loads();
  }

  /**
   * Returns the number of loaded entries that are no longer present. They were all evicted if
   * nothing expires.
   */
  public long evictions() {
    return counts.loads() - counts.remaining();
  }

  public double hitRatio() {
    return (double) hits() / counts.requests();
  }
}
