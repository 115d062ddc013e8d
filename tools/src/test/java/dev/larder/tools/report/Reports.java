package dev.larder.tools.report;

import dev.larder.tools.provider.Bound;
import dev.larder.tools.provider.ProviderSetup;
import dev.larder.tools.replay.CacheSettings;
import dev.larder.tools.replay.ExactLru;
import dev.larder.tools.replay.MBeanFigures;
import dev.larder.tools.replay.Replay;
import dev.larder.tools.replay.RunResult;
import dev.larder.tools.trace.Trace;
import dev.larder.tools.trace.Traces;
import java.util.Optional;
import java.util.stream.LongStream;

/** Reports for tests, of a cache that behaves like exact LRU. */
final class Reports {
  private Reports() {}

  static ReplayReport of(String source, long... sizes) {
    Trace trace = Traces.skewed(20_000, 2_000, 1);
    ExactLru lru = new ExactLru(trace);
    return new ReplayReport(
        source,
        trace,
        ProviderSetup.find(
            "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider", Optional.empty()),
        new CacheSettings(1, Optional.empty(), false),
        lru,
        new Replay.Uncached(10_000, 40_000_000),
        LongStream.of(sizes).mapToObj(size -> run(lru, trace.requests(), size)).toList());
  }

  private static RunResult run(ExactLru lru, long requests, long size) {
    long misses = lru.misses(size);
    return new RunResult(
        Bound.of(size),
        requests,
        misses,
        misses,
        Math.min(size, lru.distinct()),
        20_000_000,
        new MBeanFigures(requests, lru.hits(size), misses, lru.evictions(size), 1.5f));
  }
}
