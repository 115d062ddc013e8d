package dev.larder.spring.boot;

import dev.larder.LarderCacheMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.management.CacheStatisticsMXBean;

/**
 * Binds the figures of all caches of a manager to Micrometer. A cache that is created later is
 * bound when the number of caches is read next, that is, when the figures are next collected.
 */
final class LarderMeters implements MeterBinder {
  private final CacheManager manager;

  LarderMeters(CacheManager manager) {
    this.manager = manager;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Set<String> bound = ConcurrentHashMap.newKeySet();
    Gauge.builder("larder.caches", () -> bindAll(registry, bound))
        .description("The number of caches")
        .tag("manager", manager.getURI().toString())
        .register(registry);
    bindAll(registry, bound);
  }

  private int bindAll(MeterRegistry registry, Set<String> bound) {
    int count = 0;
    if (!manager.isClosed()) {
      for (String name : manager.getCacheNames()) {
        count++;
        Cache<?, ?> cache = bound.add(name) ? LarderCaches.find(manager, name) : null;
        if (cache != null) {
          bind(registry, cache);
        }
      }
    }
    return count;
  }

  @SuppressWarnings("unchecked") // a class literal has no type arguments
  private <K, V> void bind(MeterRegistry registry, Cache<K, V> cache) {
    Tags tags = Tags.of("cache", cache.getName(), "manager", manager.getURI().toString());
    LarderCacheMXBean bean = cache.unwrap(LarderCacheMXBean.class);
    gauge(registry, tags, "larder.size", "Entries, or weight", bean, LarderCacheMXBean::getSize);
    gauge(registry, tags, "larder.maximum", "The bound", bean, LarderCacheMXBean::getMaximum);
    counter(registry, tags, "larder.refreshes", "Reloads", bean, LarderCacheMXBean::getRefreshes);
    counter(
        registry,
        tags,
        "larder.refresh.failures",
        "Reloads that have failed",
        bean,
        LarderCacheMXBean::getRefreshFailures);
    TimeGauge.builder(
            "larder.load.average",
            bean,
            TimeUnit.MICROSECONDS,
            LarderCacheMXBean::getAverageLoadTime)
        .tags(tags)
        .description("The average time of a load")
        .register(registry);
    CompleteConfiguration<?, ?> configuration = cache.getConfiguration(CompleteConfiguration.class);
    if (configuration.isStatisticsEnabled()) {
      CacheStatisticsMXBean statistics = cache.unwrap(CacheStatisticsMXBean.class);
      counter(
          registry,
          tags.and("result", "hit"),
          "larder.gets",
          "Reads",
          statistics,
          CacheStatisticsMXBean::getCacheHits);
      counter(
          registry,
          tags.and("result", "miss"),
          "larder.gets",
          "Reads",
          statistics,
          CacheStatisticsMXBean::getCacheMisses);
      counter(
          registry,
          tags,
          "larder.evictions",
          "Evicted entries",
          statistics,
          CacheStatisticsMXBean::getCacheEvictions);
    }
  }

  private static <T> void gauge(
      MeterRegistry registry,
      Tags tags,
      String name,
      String text,
      T of,
      ToDoubleFunction<T> value) {
    Gauge.builder(name, of, value)
        .tags(tags)
        .description(text)
        .strongReference(true)
        .register(registry);
  }

  private static <T> void counter(
      MeterRegistry registry,
      Tags tags,
      String name,
      String text,
      T of,
      ToDoubleFunction<T> value) {
    FunctionCounter.builder(name, of, value).tags(tags).description(text).register(registry);
  }
}
