package dev.larder.tools.replay;

import dev.larder.tools.provider.Bound;
import java.util.OptionalLong;

/**
 * One replay of the trace, counted from three sides: by the tool, by the table, and by the MBean of
 * the cache.
 *
 * @param loads calls of the loader
 * @param queries SELECTs that the table answered for them
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

  /** The bound in entries; empty where the provider's own holds. */
  public OptionalLong entries() {
    return bound.entries();
  }

  /** Requests that were answered without a load of their own. */
  public long hits() {
    return requests - loads;
  }

  public long misses() {
    return loads;
  }

  /** What was loaded and is no longer there; true evictions only where nothing expires. */
  public long evictions() {
    return loads - remaining;
  }

  public double hitRatio() {
    return (double) hits() / requests;
  }
}
