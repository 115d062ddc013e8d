package dev.larder.spring.boot;

import dev.larder.LarderCacheMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.management.CacheStatisticsMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Binds the figures of all caches of a manager to Micrometer. What has changed since, such as a new
 * cache or one that is gone, is bound when the number of caches is read next, that is, when the
 * figures are next collected.
 */
final class LarderMeters implements MeterBinder {
  private final CacheManager manager;

  LarderMeters(CacheManager manager) {
    this.manager = manager;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Binding binding = new Binding(registry, manager);
    Gauge.builder("larder.caches", binding, Binding::update)
        .description("The number of caches")
        .tag("manager", manager.getURI().toString())
        .strongReference(true)
        .register(registry);
    binding.update();
  }

  /** The meters of a cache, and what they were made for. */
  private record Bound(Cache<?, ?> cache, boolean hasStatistics, List<Meter> meters) {}

  /** The meters of one registry. Thread-safe. */
  private static final class Binding {
    private final MeterRegistry registry;
    private final CacheManager manager;

    // Guarded by this.
    private final Map<String, Bound> bound = new HashMap<>();

    Binding(MeterRegistry registry, CacheManager manager) {
      this.registry = registry;
      this.manager = manager;
    }

    /** Binds what is new, and removes what is gone. Returns the number of caches. */
    synchronized int update() {
      Map<String, Cache<?, ?>> open = new HashMap<>();
      for (String name : LarderCaches.names(manager)) {
        Cache<?, ?> cache = LarderCaches.find(manager, name);
        if (cache != null) {
          open.put(name, cache);
        }
      }
      for (Iterator<Map.Entry<String, Bound>> all = bound.entrySet().iterator(); all.hasNext(); ) {
        Map.Entry<String, Bound> each = all.next();
        Cache<?, ?> cache = open.get(each.getKey());
        Bound known = each.getValue();
        if (!known.cache.equals(cache) || hasStatistics(cache) != known.hasStatistics) {
          known.meters.forEach(registry::remove);
          all.remove();
        }
      }
      open.forEach((name, cache) -> bound.computeIfAbsent(name, key -> bind(cache)));
      return open.size();
    }

    private Bound bind(Cache<?, ?> cache) {
      Tags tags = Tags.of("cache", cache.getName(), "manager", manager.getURI().toString());
      LarderCacheMXBean bean = cache.unwrap(LarderCacheMXBean.class);
      List<Meter> meters = new ArrayList<>();
      meters.add(gauge(tags, "larder.entries", "Entries", bean, LarderCacheMXBean::getEntryCount));
      meters.add(
          gauge(
              tags,
              "larder.maximum",
              "The bound, in entries or weight",
              bean,
              LarderCacheMXBean::getMaximum));
      meters.add(
          counter(tags, "larder.refreshes", "Reloads", bean, LarderCacheMXBean::getRefreshes));
      meters.add(
          counter(
              tags,
              "larder.refresh.failures",
              "Reloads that have failed",
              bean,
              LarderCacheMXBean::getRefreshFailures));
      meters.add(
          FunctionTimer.builder(
                  "larder.loads",
                  bean,
                  LarderCacheMXBean::getLoads,
                  of -> (double) of.getAverageLoadTime() * of.getLoads(),
                  TimeUnit.MICROSECONDS)
              .tags(tags)
              .description("Loads, and their time")
              .register(registry));
      boolean hasStatistics = hasStatistics(cache);
      if (hasStatistics) {
        bindStatistics(tags, cache.unwrap(CacheStatisticsMXBean.class), meters);
      }
      return new Bound(cache, hasStatistics, meters);
    }

    private void bindStatistics(Tags tags, CacheStatisticsMXBean of, List<Meter> meters) {
      meters.add(
          counter(
              tags.and("result", "hit"),
              "larder.gets",
              "Reads",
              of,
              CacheStatisticsMXBean::getCacheHits));
      meters.add(
          counter(
              tags.and("result", "miss"),
              "larder.gets",
              "Reads",
              of,
              CacheStatisticsMXBean::getCacheMisses));
      meters.add(
          counter(
              tags,
              "larder.evictions",
              "Evicted entries",
              of,
              CacheStatisticsMXBean::getCacheEvictions));
    }

    private <T> Meter gauge(Tags tags, String name, String text, T of, ToLongFunction<T> value) {
      return Gauge.builder(name, of, each -> known(value.applyAsLong(each)))
          .tags(tags)
          .description(text)
          .strongReference(true)
          .register(registry);
    }

    private <T> Meter counter(
        Tags tags, String name, String text, T of, ToDoubleFunction<T> value) {
      return FunctionCounter.builder(name, of, value)
          .tags(tags)
          .description(text)
          .register(registry);
    }
  }

  /** Returns a number; not a number if it is unknown, or unbounded. */
  private static double known(long value) {
    return value < 0 || value == Long.MAX_VALUE ? Double.NaN : value;
  }

  @SuppressWarnings("unchecked") // a class literal has no type arguments
  private static <K, V> boolean hasStatistics(@Nullable Cache<K, V> cache) {
    if (cache == null || cache.isClosed()) {
      return false;
    }
    CompleteConfiguration<K, V> configuration = cache.getConfiguration(CompleteConfiguration.class);
    return configuration.isStatisticsEnabled();
  }
}
