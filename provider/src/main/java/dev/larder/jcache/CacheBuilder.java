package dev.larder.jcache;

import dev.larder.EntryExpiry;
import dev.larder.EvictionPolicy;
import dev.larder.LarderConfiguration;
import dev.larder.config.EffectiveConfiguration;
import dev.larder.copy.Copiers;
import dev.larder.engine.Engine;
import dev.larder.engine.EngineComponents;
import dev.larder.engine.EngineComponents.Bound;
import dev.larder.engine.EngineComponents.Executors;
import dev.larder.engine.EngineComponents.Integration;
import dev.larder.engine.EngineComponents.Services;
import dev.larder.engine.EngineComponents.Storage;
import dev.larder.engine.Handover;
import dev.larder.engine.RefreshSettings;
import dev.larder.event.Dispatcher;
import dev.larder.event.ListenerRegistry;
import dev.larder.expiry.Expiry;
import dev.larder.integration.Loader;
import dev.larder.integration.Writer;
import dev.larder.jcache.ThreadPools.LoadingPool;
import dev.larder.statistics.LoadStatistics;
import dev.larder.statistics.Statistics;
import dev.larder.store.StoreFactory;
import dev.larder.store.heap.HeapStoreFactory;
import dev.larder.time.Ticker;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/**
 * Builds the components of one cache from its configuration. If a factory fails, the objects that
 * other factories have created are closed. Used once, by one thread.
 */
final class CacheBuilder<K, V> {
  private static final int DEFAULT_QUEUE_SIZE = 10_000;

  private final String name;
  private final LarderCacheManager manager;
  private final EffectiveConfiguration<K, V> effective;
  private final LarderConfiguration<K, V> configuration;
  private final LoadStatistics loads = new LoadStatistics();
  private final CacheResources resources;
  private final LoadingPool loading;
  private final LoadingPool reloading;

  CacheBuilder(String name, LarderCacheManager manager, EffectiveConfiguration<K, V> effective) {
    this.name = name;
    this.manager = manager;
    this.effective = effective;
    this.configuration = effective.configuration();
    this.resources = new CacheResources(name);
    ClassLoader context = manager.environment().contextClassLoader();
    this.loading = resources.add(new LoadingPool(context));
    this.reloading = resources.add(new LoadingPool(context));
  }

  CacheComponents<K, V> build() {
    try {
      StoreFactory stores = storeFactory();
      EngineComponents<K, V> parts = parts();
      return new CacheComponents<>(parts, new Engine<>(parts, stores), loads, resources);
    } catch (Throwable e) {
      resources.close();
      throw e;
    }
  }

  private EngineComponents<K, V> parts() {
    Ticker ticker = manager.environment().ticker();
    CopierFactory<K, V> copierFactory =
        new CopierFactory<>(name, manager.getClassLoader(), configuration, resources);
    Copiers<K, V> copiers = copierFactory.copiers();
    Executor own = resources.createIfSet(configuration.getExecutorFactory(), "executor");
    Dispatcher<K, V> dispatcher = dispatcher(copiers, own);
    var weigher = resources.createIfSet(configuration.getWeigherFactory(), "weigher");
    EvictionPolicy policy = configuration.getEvictionPolicy();
    Bound<K, V> bound =
        new Bound<>(
            maximum(configuration),
            weigher,
            effective.isBoundByDefault(),
            policy == null ? EvictionPolicy.LRU : policy);
    Executors executors =
        new Executors(
            own == null ? loading : own,
            own == null ? reloading : own,
            own == null ? reloading : submittingTo(own, reloading));
    return new EngineComponents<>(
        name,
        copiers,
        new Storage<>(expiry(ticker), bound, copierFactory.codec()),
        new Integration<>(
            loader(copiers),
            configuration.isReadThrough(),
            refreshSettings(configuration),
            writer(copiers)),
        new Services<>(
            dispatcher, new Statistics(), ticker, manager.environment().scheduler(), executors));
  }

  private Dispatcher<K, V> dispatcher(Copiers<K, V> copiers, @Nullable Executor own) {
    Executor listening = manager.listening();
    Integer queueSize = configuration.getListenerQueueSize();
    return new Dispatcher<>(
        new ListenerRegistry<>(copiers.key(), copiers.value()),
        own == null ? listening : own,
        own == null ? listening : submittingTo(own, listening),
        queueSize == null ? DEFAULT_QUEUE_SIZE : queueSize);
  }

  /**
   * Returns an executor that submits tasks to the user's from another thread, because the user's
   * may run them in the calling thread. If it rejects a task, that other thread runs it.
   */
  private Executor submittingTo(Executor own, Executor otherwise) {
    Executor handingOver = manager.environment().handingOver();
    Executor first = handingOver == null ? otherwise : handingOver;
    return task -> first.execute(() -> Handover.run(own, task));
  }

  private StoreFactory storeFactory() {
    Factory<StoreFactory> factory = configuration.getStoreFactory();
    StoreFactory stores = factory == null ? new HeapStoreFactory() : factory.create();
    if (!stores.supportsByReference()) {
      refuse(!configuration.isStoreByValue(), "store-by-value=false", stores);
      refuse(configuration.getRefreshAfter() != null, "refresh-after", stores);
    }
    return stores;
  }

  private void refuse(boolean isSet, String setting, StoreFactory stores) {
    if (isSet) {
      throw new UnsupportedOperationException(
          "cache '%s': %s needs a store on the heap, and this one is '%s'"
              .formatted(name, setting, stores.name()));
    }
  }

  /** Returns the bound in the weigher's unit or in entries. */
  static long maximum(LarderConfiguration<?, ?> configuration) {
    Long weight = configuration.getMaximumWeight();
    Long size = configuration.getMaximumSize();
    if (weight != null) {
      return weight;
    }
    return size == null ? LarderConfiguration.UNBOUNDED : size;
  }

  private Expiry<K, V> expiry(Ticker ticker) {
    EntryExpiry<K, V> byEntry =
        resources.createIfSet(configuration.getEntryExpiryFactory(), "entry expiry");
    return byEntry != null
        ? Expiry.of(name, byEntry, ticker)
        : Expiry.of(
            name,
            resources.create(configuration.getExpiryPolicyFactory(), "expiry policy"),
            ticker);
  }

  private @Nullable Loader<K, V> loader(Copiers<K, V> copiers) {
    var source = resources.createIfSet(configuration.getCacheLoaderFactory(), "cache loader");
    return source == null ? null : new Loader<>(source, copiers.key(), loads);
  }

  private @Nullable Writer<K, V> writer(Copiers<K, V> copiers) {
    var source = resources.createIfSet(configuration.getCacheWriterFactory(), "cache writer");
    return source == null || !configuration.isWriteThrough()
        ? null
        : new Writer<>(source, copiers.key());
  }

  /** Returns the times of refresh in nanoseconds; null if values are not refreshed. */
  static @Nullable RefreshSettings refreshSettings(LarderConfiguration<?, ?> configuration) {
    Duration after = configuration.getRefreshAfter();
    Duration stale = configuration.getStaleIfError();
    Duration coalesce = configuration.getCoalesce();
    return after == null
        ? null
        : new RefreshSettings(
            Ticker.nanos(after),
            stale == null ? Ticker.NEVER : Ticker.nanos(stale),
            coalesce == null ? 0 : Ticker.nanos(coalesce),
            configuration.isScheduledRefresh());
  }
}
