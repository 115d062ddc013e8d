package dev.larder.benchmarks.subject;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.integration.CacheLoader;

/** The configuration that the specification defines, shared by all providers. */
final class Standard {
  private static final String NAME = "benchmark";

  private Standard() {}

  /** Loads a distinct value for each key. */
  static final class Loader implements CacheLoader<Integer, Object>, Serializable {
    private static final long serialVersionUID = 1;
    private final Values values;

    Loader(Values values) {
      this.values = values;
    }

    @Override
    public Object load(Integer key) {
      return values.of(key);
    }

    @Override
    public Map<Integer, Object> loadAll(Iterable<? extends Integer> keys) {
      Map<Integer, Object> loaded = new LinkedHashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }
  }

  /** Receives events, and does almost nothing. */
  static final class Listener
      implements CacheEntryCreatedListener<Integer, Object>,
          CacheEntryUpdatedListener<Integer, Object>,
          Serializable {
    private static final long serialVersionUID = 1;
    private int heard;

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends Integer, ?>> events) {
      events.forEach(event -> heard = event.getKey());
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends Integer, ?>> events) {
      events.forEach(event -> heard = event.getKey());
    }

    int heard() {
      return heard;
    }
  }

  /** Configures all but the bound, which the specification cannot express. */
  static <C extends MutableConfiguration<Integer, Object>> C configure(C configuration, Spec spec) {
    configuration.setTypes(Integer.class, valueType(spec));
    configuration.setStoreByValue(spec.has(Extra.BY_VALUE));
    configuration.setStatisticsEnabled(spec.has(Extra.STATISTICS));
    Duration duration = new Duration(TimeUnit.HOURS, Expiry.HOURS);
    configuration.setExpiryPolicyFactory(
        switch (spec.expiry()) {
          case ETERNAL -> EternalExpiryPolicy.factoryOf();
          case CREATED -> CreatedExpiryPolicy.factoryOf(duration);
          case ACCESSED -> AccessedExpiryPolicy.factoryOf(duration);
        });
    if (spec.has(Extra.LOADER)) {
      configuration.setCacheLoaderFactory(FactoryBuilder.factoryOf(new Loader(spec.values())));
      configuration.setReadThrough(true);
    }
    if (spec.has(Extra.LISTENER)) {
      configuration.addCacheEntryListenerConfiguration(listener());
    }
    return configuration;
  }

  static CacheEntryListenerConfiguration<Integer, Object> listener() {
    return new MutableCacheEntryListenerConfiguration<>(
        FactoryBuilder.factoryOf(new Listener()), null, false, true);
  }

  @SuppressWarnings("unchecked") // the provider checks it at run time, if at all
  static Class<Object> valueType(Spec spec) {
    return (Class<Object>) spec.values().type();
  }

  /** Creates the cache; its size is not reported. */
  static JCacheTarget open(String provider, Configuration<Integer, Object> configuration) {
    return open(provider, configuration, cache -> -1);
  }

  /** Creates the cache, and replaces an earlier one. */
  static JCacheTarget open(
      String provider,
      Configuration<Integer, Object> configuration,
      ToLongFunction<Cache<Integer, Object>> size) {
    CacheManager manager = Caching.getCachingProvider(provider).getCacheManager();
    manager.destroyCache(NAME);
    Cache<Integer, Object> cache = manager.createCache(NAME, configuration);
    LongSupplier measure = () -> size.applyAsLong(cache);
    return new JCacheTarget(cache, measure);
  }
}
