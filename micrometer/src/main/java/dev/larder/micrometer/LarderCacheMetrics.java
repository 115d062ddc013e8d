package dev.larder.micrometer;

import dev.larder.LarderStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.cache.CacheMeterBinder;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Binds the figures of one cache of Larder to a registry of Micrometer. The meters {@code cache.*}
 * have the names and tags of Micrometer's own meters of caches. The meters {@code larder.*} are
 * Larder's own. {@link LarderMetrics} binds all caches of a manager.
 *
 * <p>The counts of operations are 0 unless the statistics of the cache are enabled. The binder
 * refers to the cache weakly. It records the time of loads until it is closed, or the cache is.
 * Thread-safe.
 */
public final class LarderCacheMetrics extends CacheMeterBinder<Cache<?, ?>>
    implements AutoCloseable {
  /** The names of all meters of a cache. */
  static final Set<String> NAMES =
      Set.of(
          "cache.size",
          "cache.gets",
          "cache.puts",
          "cache.evictions",
          "cache.removals",
          "cache.load",
          "larder.maximum",
          "larder.weight",
          "larder.evictions",
          "larder.refreshes",
          "larder.events.queued",
          "larder.threads.waiting",
          "larder.loads");

  private final LarderStatistics statistics;
  private final Map<MeterRegistry, LarderStatistics.Registration> loads = new ConcurrentHashMap<>();

  /**
   * Creates a binder.
   *
   * @param cache an open cache of Larder
   * @param tags added to each meter, beside {@code cache} with the name of the cache
   * @throws IllegalArgumentException if the cache is of another provider
   */
  public LarderCacheMetrics(Cache<?, ?> cache, Iterable<Tag> tags) {
    super(cache, cache.getName(), tags);
    this.statistics = cache.unwrap(LarderStatistics.class);
  }

  @Override
  protected @Nullable Long size() {
    long entries = statistics.getEntryCount();
    return entries < 0 ? null : entries;
  }

  @Override
  protected long hitCount() {
    return statistics.getCacheHits();
  }

  @Override
  protected Long missCount() {
    return statistics.getCacheMisses();
  }

  @Override
  protected Long evictionCount() {
    return statistics.getCacheEvictions();
  }

  @Override
  protected long putCount() {
    return statistics.getCachePuts();
  }

  @Override
  protected void bindImplementationSpecificMetrics(MeterRegistry registry) {
    Meters meters = new Meters(registry, Tags.of(getTagsWithCacheName()), statistics);
    meters.counter("cache.removals", "Removed entries", LarderStatistics::getCacheRemovals);
    meters.counter(
        "cache.load",
        "Calls of the loader",
        of -> of.getLoads() - of.getLoadFailures(),
        "result",
        "success");
    meters.counter(
        "cache.load",
        "Calls of the loader",
        LarderStatistics::getLoadFailures,
        "result",
        "failure");
    meters.gauge("larder.maximum", "The bound, in entries or weight", Meters::maximum);
    meters.gauge("larder.weight", "The weight of the entries", Meters::weight);
    meters.counter(
        "larder.evictions",
        "Entries that the cache has removed by itself",
        LarderStatistics::getCacheEvictions,
        "cause",
        statistics.isWeighed() ? "weight" : "size");
    meters.counter(
        "larder.evictions",
        "Entries that the cache has removed by itself",
        LarderStatistics::getExpirations,
        "cause",
        "expired");
    meters.counter(
        "larder.refreshes", "Reloads of old values", of -> of.getRefreshes(), "result", "success");
    meters.counter(
        "larder.refreshes",
        "Reloads of old values",
        LarderStatistics::getRefreshFailures,
        "result",
        "failure");
    meters.gauge(
        "larder.events.queued",
        "Events that wait for asynchronous listeners",
        LarderStatistics::getQueuedEvents);
    meters.gauge(
        "larder.threads.waiting",
        "Threads that wait for a key, such as for its load",
        LarderStatistics::getWaitingThreads);
    Timer timer =
        Timer.builder("larder.loads")
            .description("The time of calls of the loader")
            .tags(getTagsWithCacheName())
            .publishPercentiles(0.5, 0.95, 0.99)
            // Each load is recorded in each buffer. With two, the window is one to two minutes by
            // default, and half of that in Prometheus's registry.
            .distributionStatisticBufferLength(2)
            .register(registry);
    LarderStatistics.Registration before =
        loads.put(
            registry,
            statistics.addLoadListener(
                (nanos, failed) -> timer.record(nanos, TimeUnit.NANOSECONDS)));
    if (before != null) {
      before.close();
    }
  }

  /** Stops recording the time of loads. The meters stay in the registry. */
  @Override
  public void close() {
    loads.values().forEach(LarderStatistics.Registration::close);
    loads.clear();
  }

  /** Registers meters that read a figure of the cache. */
  private record Meters(MeterRegistry registry, Tags tags, LarderStatistics statistics) {
    void gauge(String name, String text, ToDoubleFunction<LarderStatistics> value) {
      Gauge.builder(name, statistics, value).tags(tags).description(text).register(registry);
    }

    void counter(String name, String text, ToLongFunction<LarderStatistics> value, String... own) {
      FunctionCounter.builder(name, statistics, value::applyAsLong)
          .tags(tags)
          .tags(own)
          .description(text)
          .register(registry);
    }

    static double maximum(LarderStatistics of) {
      return of.getMaximum() == Long.MAX_VALUE ? Double.NaN : of.getMaximum();
    }

    static double weight(LarderStatistics of) {
      return of.getWeight() < 0 ? Double.NaN : of.getWeight();
    }
  }
}
