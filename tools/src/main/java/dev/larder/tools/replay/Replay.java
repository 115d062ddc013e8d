package dev.larder.tools.replay;

import dev.larder.tools.provider.Subject;
import dev.larder.tools.store.BackingTable;
import dev.larder.tools.store.TableLoader;
import dev.larder.tools.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.management.JMException;

/**
 * Replays a trace, with and without a cache in front of the table.
 *
 * @param directory a directory for configuration files
 */
public record Replay(Trace trace, BackingTable table, CacheSettings settings, Path directory) {

  private static final long PAUSE = Duration.ofMillis(10).toNanos();
  private static final int MAX_ROUNDS = 200;

  /** The time of requests without a cache; only the first requests of a long trace are made. */
  public record Uncached(int requests, long nanos) {}

  /** Makes the first requests without a cache. */
  public Uncached uncached(int requests, LongConsumer progress)
      throws ReplayException, InterruptedException {
    Load load = new Load(trace, requests, settings.threads(), progress);
    return new Uncached(requests, load.run(table::read));
  }

  /** Makes all requests to a new cache. */
  public RunResult run(Subject subject, LongConsumer progress)
      throws ReplayException, InterruptedException {
    return run(subject, trace.requests(), progress);
  }

  /** Makes some requests to a cache that is then discarded, to warm up the JIT compiler. */
  public void warmUp(Subject subject, int requests, LongConsumer progress)
      throws ReplayException, InterruptedException {
    run(subject, requests, progress);
    uncached(requests, progress);
  }

  private RunResult run(Subject subject, int requests, LongConsumer progress)
      throws ReplayException, InterruptedException {
    TableLoader loader = new TableLoader(table);
    String name = subject.cacheName();
    try (CacheManager manager = subject.manager(directory);
        Cache<String, String> cache =
            manager.createCache(name, settings.applyTo(subject.configuration(), loader))) {
      long queriesBefore = table.queries();
      Load load = new Load(trace, requests, settings.threads(), progress);
      long nanos = load.run(cache::get);
      // The MBean is read before the iteration, which may count as reading.
      MBeanFigures mbean = stableFigures(name);
      long queries = table.queries() - queriesBefore;
      RunResult.Counts counts =
          new RunResult.Counts(requests, loader.calls(), queries, size(cache));
      manager.destroyCache(name); // a server would keep the entries
      return new RunResult(subject, counts, nanos, mbean);
    } catch (IOException | JMException e) {
      throw new ReplayException("cache " + name + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns the figures once they no longer change. Some providers evict and count in the
   * background, in the common pool or in one of their own. The end of the former can be awaited;
   * the latter is assumed to have ended after a pause.
   */
  private static MBeanFigures stableFigures(String cacheName) throws JMException {
    ForkJoinPool.commonPool().awaitQuiescence(2, TimeUnit.SECONDS);
    MBeanFigures figures = MBeanFigures.of(cacheName);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      LockSupport.parkNanos(PAUSE);
      MBeanFigures next = MBeanFigures.of(cacheName);
      if (next.equals(figures)) {
        return next;
      }
      figures = next;
    }
    return figures;
  }

  private static long size(Cache<String, String> cache) {
    long size = 0;
    for (Cache.Entry<String, String> ignored : cache) {
      size++;
    }
    return size;
  }
}
