package dev.larder.jcache;

import dev.larder.EntryExpiry;
import dev.larder.EvictionPolicy;
import dev.larder.LarderCacheMXBean;
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
import dev.larder.event.Registration;
import dev.larder.expiry.Expiry;
import dev.larder.integration.Loader;
import dev.larder.integration.Writer;
import dev.larder.management.ConfigurationBean;
import dev.larder.management.Descriptions;
import dev.larder.management.RegisteredMBean;
import dev.larder.management.StatisticsBean;
import dev.larder.statistics.LoadStatistics;
import dev.larder.statistics.Statistics;
import dev.larder.store.StoreFactory;
import dev.larder.store.heap.HeapStoreFactory;
import dev.larder.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.management.CacheMXBean;
import javax.cache.management.CacheStatisticsMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Builds the parts of one cache from its configuration, and holds them. If a factory fails, the
 * objects that other factories have created are closed.
 */
final class CacheParts<K, V> {
  private static final int DEFAULT_QUEUE = 10_000;

  private final String name;
  private final Customizations customizations;
  private final LarderCacheManager manager;
  private final Statistics statistics = new Statistics();
  private final LoadStatistics loads = new LoadStatistics();
  private final Copiers<K, V> copies;
  private final ThreadPoolExecutor loading;
  private final ThreadPoolExecutor reloading;
  private final Dispatcher<K, V> dispatcher;
  private final Engine<K, V> engine;
  private final List<RegisteredMBean> configurationBeans;
  private final RegisteredMBean statisticsBean;
  private final ConfigurationBean configurationView = new ConfigurationBean(this::configuration);
  private final StatisticsBean statisticsView = new StatisticsBean(statistics);

  /** Written while the manager reloads. */
  private volatile EffectiveConfiguration<K, V> effective;

  // Guarded by this. Listeners and switches change while the cache is open.
  private final LarderConfiguration<K, V> configuration;
  private boolean closed;
  private boolean named;
  private boolean wasNamed;

  CacheParts(String name, LarderCacheManager manager, EffectiveConfiguration<K, V> effective) {
    this.name = name;
    this.manager = manager;
    this.effective = effective;
    this.named = manager.isNamedByFile(name);
    this.wasNamed = named;
    this.configuration = effective.configuration();
    this.customizations = new Customizations(name);
    this.loading = ThreadPools.loading(manager.contextClassLoader());
    this.reloading = ThreadPools.loading(manager.contextClassLoader());
    try {
      StoreFactory stores = stores();
      CopierFactory<K, V> copying =
          new CopierFactory<>(name, manager.getClassLoader(), configuration, customizations);
      this.copies = copying.copies();
      Executor given = made(configuration.getExecutorFactory(), "executor");
      this.dispatcher = dispatcher(manager.listening(), given);
      this.engine =
          new Engine<>(parts(manager, copying, given, effective.isBoundByDefault()), stores);
    } catch (Throwable e) {
      customizations.close();
      throw e;
    }
    String uri = manager.getURI().toString();
    this.configurationBeans =
        List.of(
            new RegisteredMBean(
                "javax.cache:type=CacheConfiguration",
                uri,
                name,
                Descriptions.of((CacheMXBean) configurationView)),
            new RegisteredMBean("dev.larder:type=Cache", uri, name, Descriptions.of(control())));
    this.statisticsBean =
        new RegisteredMBean(
            "javax.cache:type=CacheStatistics",
            uri,
            name,
            Descriptions.of((CacheStatisticsMXBean) statisticsView));
  }

  private EngineComponents<K, V> parts(
      LarderCacheManager manager,
      CopierFactory<K, V> copying,
      @Nullable Executor given,
      boolean boundByDefault) {
    Bound<K, V> bound =
        new Bound<>(
            maximum(configuration),
            made(configuration.getWeigherFactory(), "weigher"),
            boundByDefault,
            configuration.getEvictionPolicy() == EvictionPolicy.ADAPTIVE);
    Executors executors =
        new Executors(
            ThreadPools.guarded(given == null ? loading : given),
            ThreadPools.guarded(given == null ? reloading : given),
            given == null
                ? ThreadPools.guarded(reloading)
                : handingOver(manager.handingOver(reloading), given));
    return new EngineComponents<>(
        name,
        copies,
        new Storage<>(expiry(manager.ticker()), bound, copying.codec()),
        new Integration<>(
            loader(), configuration.isReadThrough(), refreshing(configuration), writer()),
        new Services<>(dispatcher, statistics, manager.ticker(), manager.alarm(), executors));
  }

  /**
   * Returns the dispatcher. A user's executor may run tasks in the calling thread, which is not
   * allowed everywhere: another thread then submits them.
   */
  private Dispatcher<K, V> dispatcher(Executor listening, @Nullable Executor given) {
    Executor own = given == null ? listening : ThreadPools.guarded(given);
    Executor unrelated =
        given == null ? listening : handingOver(manager.handingOver(listening), given);
    return new Dispatcher<>(
        new ListenerRegistry<>(copies.key(), copies.value()), own, unrelated, queueSize());
  }

  /** Returns an executor that submits tasks to the second one from a thread of the first. */
  private static Executor handingOver(Executor first, Executor second) {
    return task -> first.execute(() -> Handover.run(second, task));
  }

  private StoreFactory stores() {
    Factory<StoreFactory> factory = configuration.getStoreFactory();
    StoreFactory stores = factory == null ? new HeapStoreFactory() : factory.create();
    if (!configuration.isStoreByValue() && !stores.supportsByReference()) {
      throw new UnsupportedOperationException(
          "cache '"
              + name
              + "': store-by-value=false needs a store on the heap, and this one is '"
              + stores.name()
              + "'");
    }
    if (configuration.getRefreshAfter() != null && !stores.supportsByReference()) {
      throw new UnsupportedOperationException(
          "cache '"
              + name
              + "': refresh-after needs a store on the heap, and this one is '"
              + stores.name()
              + "'");
    }
    return stores;
  }

  private int queueSize() {
    Integer size = configuration.getListenerQueueSize();
    return size == null ? DEFAULT_QUEUE : size;
  }

  private static long maximum(LarderConfiguration<?, ?> configuration) {
    Long weight = configuration.getMaximumWeight();
    Long size = configuration.getMaximumSize();
    if (weight != null) {
      return weight;
    }
    return size == null ? LarderConfiguration.UNBOUNDED : size;
  }

  private Expiry<K, V> expiry(Ticker ticker) {
    EntryExpiry<K, V> perEntry = made(configuration.getEntryExpiryFactory(), "entry expiry");
    if (perEntry != null) {
      return Expiry.of(name, perEntry, ticker);
    }
    ExpiryPolicy policy =
        customizations.make(configuration.getExpiryPolicyFactory(), "expiry policy");
    return Expiry.of(name, policy, ticker);
  }

  private @Nullable Loader<K, V> loader() {
    var source = made(configuration.getCacheLoaderFactory(), "cache loader");
    return source == null ? null : new Loader<>(source, copies.key(), loads);
  }

  private static @Nullable RefreshSettings refreshing(LarderConfiguration<?, ?> configuration) {
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

  private @Nullable Writer<K, V> writer() {
    var source = made(configuration.getCacheWriterFactory(), "cache writer");
    return source == null || !configuration.isWriteThrough()
        ? null
        : new Writer<>(source, copies.key());
  }

  private <T> @Nullable T made(@Nullable Factory<? extends T> factory, String what) {
    return factory == null ? null : customizations.make(factory, what);
  }

  Engine<K, V> engine() {
    return engine;
  }

  Copiers<K, V> copies() {
    return copies;
  }

  /** Returns a copy of the current configuration. */
  synchronized LarderConfiguration<K, V> configuration() {
    return new LarderConfiguration<>(configuration);
  }

  /** Registers listeners and MBeans as configured, once the cache exists. */
  void start(Cache<K, V> cache) {
    LarderConfiguration<K, V> said = configuration();
    said.getCacheEntryListenerConfigurations()
        .forEach(
            listener ->
                dispatcher.listeners().add(dispatcher.listeners().prepare(cache, listener)));
    enableStatistics(said.isStatisticsEnabled());
    enableManagement(said.isManagementEnabled());
  }

  void register(Cache<K, V> cache, CacheEntryListenerConfiguration<K, V> listener) {
    Registration<K, V> fresh = dispatcher.listeners().prepare(cache, listener);
    try {
      synchronized (this) {
        requireOpen();
        dispatcher.listeners().add(fresh);
        configuration.addCacheEntryListenerConfiguration(listener);
      }
    } catch (Throwable e) {
      Customizations.closeAll(name, fresh.customizations());
      throw e;
    }
  }

  void deregister(CacheEntryListenerConfiguration<K, V> listener) {
    List<Object> unused;
    synchronized (this) {
      configuration.removeCacheEntryListenerConfiguration(listener);
      unused = dispatcher.listeners().deregister(listener);
    }
    Customizations.closeAll(name, unused);
  }

  /**
   * Checks that the cache is open. A bean or listener registered after close would never be
   * removed.
   */
  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("cache '" + name + "' has been closed meanwhile");
    }
  }

  synchronized void enableStatistics(boolean enabled) {
    requireOpen();
    configuration.setStatisticsEnabled(enabled);
    statistics.setEnabled(enabled);
    statisticsBean.setRegistered(enabled);
  }

  synchronized void enableManagement(boolean enabled) {
    requireOpen();
    configuration.setManagementEnabled(enabled);
    configurationBeans.forEach(bean -> bean.setRegistered(enabled));
    manager.showBeanFor(this, enabled);
  }

  /**
   * Records whether the configuration file names the cache.
   *
   * @return whether the file named it before and no longer does
   */
  synchronized boolean setNamed(boolean isNamed) {
    boolean isNoLonger = named && !isNamed;
    named = isNamed;
    wasNamed |= isNamed;
    return isNoLonger;
  }

  /** Returns whether the configuration file has named the cache at any time. */
  synchronized boolean wasNamed() {
    return wasNamed;
  }

  EffectiveConfiguration<K, V> effective() {
    return effective;
  }

  /**
   * Applies the changed settings that an open cache can change.
   *
   * @return a line for each change
   */
  List<String> reload(EffectiveConfiguration<K, V> changed) {
    EffectiveConfiguration<K, V> before = effective;
    List<String> lines = new ArrayList<>();
    Set<String> refused = new HashSet<>();
    for (String key : changed.changedSince(before)) {
      String line =
          "cache '%s': %s=%s (%s), was %s"
              .formatted(name, key, changed.said(key), changed.origin(key), before.said(key));
      try {
        if (!apply(key, changed.configuration())) {
          refused.add(key);
          line += "; it takes effect when the cache is made again";
        }
      } catch (RuntimeException e) {
        // Applied, but a listener failed on the evictions; or the cache was closed meanwhile.
        line += "; then failed: " + e;
      }
      lines.add(line);
    }
    effective = changed.without(refused, before);
    return lines;
  }

  private boolean apply(String key, LarderConfiguration<K, V> changed) {
    return switch (key) {
      case "maximum-size", "maximum-weight" -> changeBound(changed);
      case "expiry" -> changeExpiry(changed);
      case "refresh-after", "stale-if-error" -> changeRefreshing(changed);
      case "coalesce" ->
          changed.getCoalesce() != null
              && configuration().getCoalesce() != null
              && changeRefreshing(changed);
      case "statistics" -> {
        enableStatistics(changed.isStatisticsEnabled());
        yield true;
      }
      case "management" -> {
        enableManagement(changed.isManagementEnabled());
        yield true;
      }
      default -> false;
    };
  }

  private boolean changeBound(LarderConfiguration<K, V> changed) {
    Long weight = changed.getMaximumWeight();
    Long size = changed.getMaximumSize();
    synchronized (this) {
      if ((configuration.getMaximumWeight() != null) != (weight != null)) {
        return false;
      }
      if (weight != null) {
        configuration.setMaximumWeight(weight);
      } else if (size != null) {
        configuration.setMaximumSize(size);
      }
    }
    engine.setMaximum(maximum(changed));
    return true;
  }

  private boolean changeExpiry(LarderConfiguration<K, V> changed) {
    Factory<ExpiryPolicy> factory = changed.getExpiryPolicyFactory();
    boolean isKnown = factory instanceof FactoryBuilder.SingletonFactory;
    if (!isKnown || changed.getEntryExpiryFactory() != null) {
      return false;
    }
    boolean isChanged = engine.changeExpiry(Expiry.of(name, factory.create(), manager.ticker()));
    synchronized (this) {
      if (isChanged) {
        configuration.setExpiryPolicyFactory(factory);
      }
    }
    return isChanged;
  }

  private boolean changeRefreshing(LarderConfiguration<K, V> changed) {
    RefreshSettings refreshing = refreshing(changed);
    boolean isChanged = refreshing != null && engine.changeRefreshing(refreshing);
    synchronized (this) {
      if (isChanged) {
        configuration.setRefreshAfter(changed.getRefreshAfter());
        configuration.setStaleIfError(changed.getStaleIfError());
        // Whether reloads are collected does not change in an open cache.
        if (configuration.getCoalesce() != null && changed.getCoalesce() != null) {
          configuration.setCoalesce(changed.getCoalesce());
        }
      }
    }
    return isChanged;
  }

  /** Returns the statistics bean, whether or not it is registered. */
  CacheStatisticsMXBean statisticsView() {
    return statisticsView;
  }

  /** Returns the configuration bean, whether or not it is registered. */
  CacheMXBean configurationView() {
    return configurationView;
  }

  /** Returns Larder's own bean, whether or not it is registered. */
  LarderCacheMXBean control() {
    return new Control(engine, statistics, loads, () -> effective.description());
  }

  void close() {
    synchronized (this) {
      closed = true;
      statisticsBean.setRegistered(false);
      configurationBeans.forEach(bean -> bean.setRegistered(false));
      manager.showBeanFor(this, false);
    }
    List<Object> listeners = dispatcher.listeners().deregisterAll();
    engine.close();
    ThreadPools.end(loading);
    ThreadPools.end(reloading);
    Customizations.closeAll(name, listeners);
    customizations.close();
  }
}
