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
import dev.larder.store.StoreCapability;
import dev.larder.store.StoreDescription;
import dev.larder.store.StoreFactory;
import dev.larder.store.StoreSize;
import dev.larder.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Builds the components of one cache from its configuration. If a factory fails, the objects that
 * other factories have created are closed. Used once, by one thread.
 */
final class CacheBuilder<K, V> {
  private static final Logger LOG = System.getLogger(CacheBuilder.class.getName());

  private static final int DEFAULT_QUEUE_SIZE = 10_000;

  private final String name;
  private final LarderCacheManager manager;
  private final EffectiveConfiguration<K, V> effective;
  private final LarderConfiguration<K, V> configuration;
  private final LoadStatistics loads;
  private final CacheResources resources;
  private final LoadingPool loading;
  private final LoadingPool reloading;

  CacheBuilder(String name, LarderCacheManager manager, EffectiveConfiguration<K, V> effective) {
    this.name = name;
    this.manager = manager;
    this.effective = effective;
    this.configuration = effective.configuration();
    this.loads = new LoadStatistics(name);
    this.resources = new CacheResources(name);
    ClassLoader context = manager.environment().contextClassLoader();
    this.loading = resources.add(new LoadingPool(context));
    this.reloading = resources.add(new LoadingPool(context));
  }

  CacheComponents<K, V> build() {
    try {
      StoreFactory stores = manager.storeFactory(configuration.getStoreFactory(), name);
      StoreDescription description = stores.description();
      refuseWhatStoreCannot(description);
      EngineComponents<K, V> parts = parts(description);
      Engine<K, V> engine = new Engine<>(parts, stores);
      if (description.can(StoreCapability.PERSISTENT)) {
        LOG.log(Level.INFO, attached(description, engine));
      }
      return new CacheComponents<>(parts, engine, description, loads, resources);
    } catch (Throwable e) {
      resources.close();
      throw e;
    }
  }

  private EngineComponents<K, V> parts(StoreDescription store) {
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
            store.can(StoreCapability.BOUNDED)
                ? maximum(configuration)
                : LarderConfiguration.UNBOUNDED,
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
        new Storage<>(expiry(ticker), bound, copierFactory::codecs, manager.getURI().toString()),
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

  private String attached(StoreDescription store, Engine<K, V> engine) {
    StoreSize size;
    try {
      size = engine.size();
    } catch (CacheException e) {
      size = StoreSize.UNKNOWN; // a store that cannot be reached now may be reached later
    }
    String entries = size.entries() < 0 ? "an unknown number of" : Long.toString(size.entries());
    return "cache '%s': attached to store '%s', which keeps entries after close and has %s entries"
        .formatted(name, store.name(), entries);
  }

  private void refuseWhatStoreCannot(StoreDescription store) {
    if (!store.can(StoreCapability.BY_REFERENCE)) {
      String needed = "keeps the objects themselves";
      refuse(!configuration.isStoreByValue(), "store-by-value = false", needed, store);
      refuse(configuration.isScheduledRefresh(), "scheduled-refresh", needed, store);
    }
    if (!store.can(StoreCapability.BOUNDED) && !effective.isBoundByDefault()) {
      boolean isBound = maximum(configuration) != LarderConfiguration.UNBOUNDED;
      refuse(isBound, "maximum-size or maximum-weight", "bounds its entries", store);
    }
  }

  private void refuse(boolean isSet, String setting, String needed, StoreDescription store) {
    if (isSet) {
      throw new UnsupportedOperationException(
          "cache '%s': %s needs a store that %s, such as heap; this one is '%s'"
              .formatted(name, setting, needed, store.name()));
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
