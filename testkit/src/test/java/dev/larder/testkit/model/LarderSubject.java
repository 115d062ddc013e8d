package dev.larder.testkit.model;

import dev.larder.CacheEntryEvictedListener;
import dev.larder.CacheEntryEviction;
import dev.larder.EvictionPolicy;
import dev.larder.LarderCacheMXBean;
import dev.larder.LarderCachingProvider;
import dev.larder.LarderConfiguration;
import dev.larder.SteppedProvider;
import dev.larder.SteppedTicker;
import dev.larder.store.heap.InspectedStores;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;

/** Larder without liberties: a stepped clock, exact bounds, eviction events, inspected stores. */
class LarderSubject implements Subject {
  /**
   * A strong reference, because the level of an unreferenced logger is lost. Larder logs each
   * cache, and each policy that throws.
   */
  private static final Logger LOG = Logger.getLogger("dev.larder");

  private final SteppedTicker ticker = new SteppedTicker();
  private final LarderCachingProvider provider = SteppedProvider.on(ticker);
  private final CacheManager manager = provider.getCacheManager();
  private final InspectedStores stores = new InspectedStores();

  private final EvictionPolicy policy;

  LarderSubject() {
    this(EvictionPolicy.LRU);
  }

  LarderSubject(EvictionPolicy policy) {
    this.policy = policy;
    LOG.setLevel(Level.OFF);
  }

  @Override
  public Cache<Integer, Box> create(
      String name, MutableConfiguration<Integer, Box> configuration, Bound bound) {
    LarderConfiguration<Integer, Box> larder = new LarderConfiguration<>(configuration);
    larder.setEvictionPolicy(policy);
    larder.setStoreFactory(() -> stores);
    switch (bound.kind()) {
      case NONE -> larder.setUnbounded();
      case ENTRIES -> larder.setMaximumSize(bound.maximum());
      case WEIGHT -> {
        larder.setMaximumWeight(bound.maximum());
        larder.setWeigherFactory(() -> (key, value) -> bound.weight(value));
      }
    }
    return manager.createCache(name, larder);
  }

  @Override
  public void destroy(Cache<Integer, Box> cache) {
    manager.destroyCache(cache.getName());
    stores.forget();
    ticker.awaitEnd();
  }

  @Override
  public Set<Liberty> liberties() {
    return EnumSet.noneOf(Liberty.class);
  }

  @Override
  public Set<Bound.Kind> bounds() {
    return policy == EvictionPolicy.LRU
        ? EnumSet.allOf(Bound.Kind.class)
        : EnumSet.of(Bound.Kind.NONE);
  }

  @Override
  public void resize(Cache<Integer, Box> cache, long maximum) {
    cache.unwrap(LarderCacheMXBean.class).setMaximum(maximum);
  }

  @Override
  public boolean stepsClock() {
    return true;
  }

  @Override
  public void advance(Duration duration) {
    ticker.advance(duration.toNanos());
  }

  @Override
  public void sweep() {
    ticker.sweep();
  }

  @Override
  public EventLog log(EventLog.Settings settings) {
    return new EvictionLog(settings);
  }

  @Override
  public boolean reportsEvictions() {
    return true;
  }

  @Override
  public void check(Cache<Integer, Box> cache) {
    stores.check();
  }

  @Override
  public void close() {
    provider.close();
  }

  /** Records evictions too. */
  static class EvictionLog extends EventLog implements CacheEntryEvictedListener<Integer, Box> {
    EvictionLog(Settings settings) {
      super(settings);
    }

    @Override
    public void onEvicted(Iterable<CacheEntryEviction<Integer, Box>> evictions) {
      evictions.forEach(one -> evicted(one.getKey(), one.getValue()));
    }
  }
}
