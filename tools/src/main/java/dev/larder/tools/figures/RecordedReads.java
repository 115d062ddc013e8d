package dev.larder.tools.figures;

import dev.larder.tools.UnusableInputException;
import dev.larder.tools.replay.ExactLru;
import dev.larder.tools.trace.Trace;
import dev.larder.tools.trace.TraceException;
import dev.larder.tools.trace.TraceHeader;
import dev.larder.tools.trace.TraceReader;
import dev.larder.tools.trace.TraceSource;
import java.nio.file.Path;

/**
 * The recorded reads of a cache, from which a bound follows.
 *
 * @param header the cache, and the sample
 * @param lru the hits of exact LRU on the sample, at every size
 */
public record RecordedReads(TraceHeader header, int reads, ExactLru lru) {
  /** A bound is advised whose hit ratio is within this of the best. */
  private static final double NEAR = 0.01;

  /**
   * Reads a trace that {@code larder record} has written.
   *
   * @throws TraceException if the file cannot be read
   * @throws UnusableInputException if it is another trace
   */
  public static RecordedReads read(Path file) throws TraceException {
    Trace trace = new TraceReader().read(TraceSource.file(file), count -> {});
    TraceHeader header =
        trace
            .info()
            .header()
            .orElseThrow(
                () ->
                    new UnusableInputException(
                        file
                            + ", line 1: no header; accepted: a trace that larder record has"
                            + " written. larder replay reads other traces"));
    return new RecordedReads(header, trace.requests(), new ExactLru(trace));
  }

  /** Returns whether the reads are those of a cache. */
  public boolean isOf(CacheId id) {
    return header.cache().equals(id.cache()) && header.manager().equals(id.manager());
  }

  /** Returns the hit ratio of exact LRU with a bound, for all keys, from 0 to 1. */
  public double hitRatio(long bound) {
    return lru.hitRatio(Math.max(1, bound / header.sample()));
  }

  /** Returns the smallest bound that comes near to the best hit ratio, to two digits. */
  public long advisedBound() {
    double best = lru.hitRatio(lru.distinct());
    long low = 1;
    long high = lru.distinct();
    while (low < high) {
      long middle = (low + high) / 2;
      if (lru.hitRatio(middle) >= best - NEAR) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return roundedUp(low * header.sample());
  }

  private static long roundedUp(long value) {
    long unit = 1;
    while (value / unit >= 100) {
      unit *= 10;
    }
    return (value + unit - 1) / unit * unit;
  }
}
