package dev.larder.jcache;

import dev.larder.LarderConfiguration;
import dev.larder.ReadRecording;
import dev.larder.config.EffectiveConfiguration;
import dev.larder.engine.RefreshSettings;
import dev.larder.event.CacheChangeEvent;
import dev.larder.event.Dispatcher;
import dev.larder.event.Registration;
import dev.larder.expiry.Expiry;
import dev.larder.management.ConfigurationBean;
import dev.larder.management.StatisticsBean;
import dev.larder.recording.ReadRecorder;
import dev.larder.statistics.Statistics;
import dev.larder.store.StoreCapability;
import dev.larder.store.StoreDescription;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.expiry.ExpiryPolicy;

/**
 * Controls one cache from start to close: its listeners, its MBeans, and the settings that change
 * while it is open. Thread-safe.
 */
final class CacheControl<K, V> {
  private static final Logger LOG = System.getLogger("dev.larder");

  private final String name;
  private final LarderCacheManager manager;
  private final CacheComponents<K, V> components;
  private final Dispatcher<K, V> dispatcher;
  private final Statistics statistics;
  private final ReadRecorder recorder;
  private final CacheBeans beans;

  /** Written while the manager reloads. */
  private volatile EffectiveConfiguration<K, V> effective;

  // Guarded by this.
  private final LarderConfiguration<K, V> configuration;
  private boolean closed;
  private boolean named;
  private boolean wasNamed;

  CacheControl(
      LarderCacheManager manager,
      EffectiveConfiguration<K, V> effective,
      CacheComponents<K, V> components) {
    this.name = components.parts().name();
    this.manager = manager;
    this.components = components;
    this.dispatcher = components.parts().services().dispatcher();
    this.statistics = components.parts().services().statistics();
    this.effective = effective;
    this.configuration = effective.configuration();
    this.named = manager.reloader().current().placeOf(name) != null;
    this.wasNamed = named;
    this.recorder = new ReadRecorder(name);
    this.beans =
        new CacheBeans(
            new CacheBeans.CacheName(manager.getURI().toString(), name),
            new ConfigurationBean(this::configuration),
            new StatisticsBean(statistics),
            new LarderCacheBean(
                name,
                components,
                effective.configuration().getMaximumWeight() != null,
                this::description),
            recorder);
  }

  private String description() {
    EffectiveConfiguration<K, V> current = effective;
    return components.store().can(StoreCapability.BOUNDED)
        ? current.description()
        : current.unboundedDescription();
  }

  CacheComponents<K, V> components() {
    return components;
  }

  ReadRecorder recorder() {
    return recorder;
  }

  CacheBeans beans() {
    return beans;
  }

  /** Returns a copy of the current configuration. */
  synchronized LarderConfiguration<K, V> configuration() {
    return new LarderConfiguration<>(configuration);
  }

  /** Registers listeners and MBeans as configured, once the cache exists. */
  void start(Cache<K, V> cache) {
    LarderConfiguration<K, V> configured = configuration();
    configured
        .getCacheEntryListenerConfigurations()
        .forEach(
            listener -> {
              Registration<K, V> fresh = dispatcher.listeners().prepare(cache, listener);
              dispatcher.listeners().add(fresh);
              warnOfExpiry(fresh);
            });
    enableStatistics(configured.isStatisticsEnabled());
    enableManagement(configured.isManagementEnabled());
  }

  void register(Cache<K, V> cache, CacheEntryListenerConfiguration<K, V> listener) {
    Registration<K, V> fresh = dispatcher.listeners().prepare(cache, listener);
    try {
      synchronized (this) {
        requireOpen();
        dispatcher.listeners().add(fresh);
        configuration.addCacheEntryListenerConfiguration(listener);
      }
      warnOfExpiry(fresh);
    } catch (Throwable e) {
      CacheResources.closeAll(name, fresh.customizations());
      throw e;
    }
  }

  private void warnOfExpiry(Registration<K, V> fresh) {
    StoreDescription store = components.store();
    if (fresh.wants(CacheChangeEvent.Kind.EXPIRED) && !store.can(StoreCapability.REPORTS_EXPIRED)) {
      LOG.log(
          Level.WARNING,
          "cache ''{0}'': a listener gets no EXPIRED events, because the store ''{1}'' does not"
              + " report the entries that expire there",
          name,
          store.name());
    }
  }

  void deregister(CacheEntryListenerConfiguration<K, V> listener) {
    List<Object> unused;
    synchronized (this) {
      configuration.removeCacheEntryListenerConfiguration(listener);
      unused = dispatcher.listeners().deregister(listener);
    }
    CacheResources.closeAll(name, unused);
  }

  /** Checks that the cache is open. A bean registered after close would never be removed. */
  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("cache '" + name + "' has been closed meanwhile");
    }
  }

  synchronized void enableStatistics(boolean enabled) {
    requireOpen();
    configuration.setStatisticsEnabled(enabled);
    statistics.setEnabled(enabled);
    beans.setStatisticsRegistered(enabled);
  }

  synchronized void enableManagement(boolean enabled) {
    requireOpen();
    configuration.setManagementEnabled(enabled);
    beans.setManagementRegistered(enabled);
    registerRecorder();
    manager.beanRegistration().setManaged(this, enabled);
  }

  /** Registers the recorder while management is on and reads may be recorded. */
  private synchronized void registerRecorder() {
    ReadRecording allowed = recording(configuration);
    boolean isManaged = configuration.isManagementEnabled();
    beans.setRecorderRegistered(isManaged && allowed != ReadRecording.OFF);
    recorder.allow(isManaged ? allowed : ReadRecording.OFF);
  }

  private static ReadRecording recording(LarderConfiguration<?, ?> configuration) {
    ReadRecording set = configuration.getReadRecording();
    return set == null ? ReadRecording.OFF : set;
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

  /** Applies one setting; returns false if an open cache cannot change it. */
  private boolean apply(String key, LarderConfiguration<K, V> changed) {
    return switch (key) {
      case "maximum-size", "maximum-weight" -> changeBound(changed);
      case "expiry" -> changeExpiry(changed);
      case "refresh-after", "stale-if-error" -> changeRefresh(changed);
      case "coalesce" -> bothCoalesce(changed) && changeRefresh(changed);
      case "statistics" -> {
        enableStatistics(changed.isStatisticsEnabled());
        yield true;
      }
      case "management" -> {
        enableManagement(changed.isManagementEnabled());
        yield true;
      }
      case "recording" -> changeRecording(recording(changed));
      default -> false;
    };
  }

  private synchronized boolean changeRecording(ReadRecording allowed) {
    requireOpen();
    configuration.setReadRecording(allowed);
    registerRecorder();
    return true;
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
    components.engine().setMaximum(CacheBuilder.maximum(changed));
    return true;
  }

  private boolean changeExpiry(LarderConfiguration<K, V> changed) {
    Factory<ExpiryPolicy> factory = changed.getExpiryPolicyFactory();
    boolean isInstance = factory instanceof FactoryBuilder.SingletonFactory;
    if (!isInstance || changed.getEntryExpiryFactory() != null) {
      return false;
    }
    Expiry<K, V> expiry = Expiry.of(name, factory.create(), manager.environment().ticker());
    boolean isChanged = components.engine().changeExpiry(expiry);
    synchronized (this) {
      if (isChanged) {
        configuration.setExpiryPolicyFactory(factory);
      }
    }
    return isChanged;
  }

  private boolean changeRefresh(LarderConfiguration<K, V> changed) {
    RefreshSettings settings = CacheBuilder.refreshSettings(changed);
    boolean isChanged = settings != null && components.engine().changeRefreshing(settings);
    synchronized (this) {
      if (isChanged) {
        configuration.setRefreshAfter(changed.getRefreshAfter());
        configuration.setStaleIfError(changed.getStaleIfError());
        if (bothCoalesce(changed)) {
          configuration.setCoalesce(changed.getCoalesce());
        }
      }
    }
    return isChanged;
  }

  /** The time to coalesce can change in an open cache, but not whether reloads coalesce. */
  private synchronized boolean bothCoalesce(LarderConfiguration<K, V> changed) {
    return configuration.getCoalesce() != null && changed.getCoalesce() != null;
  }

  /** Unregisters the MBeans, ends listeners and background work, and closes the resources. */
  void close() {
    synchronized (this) {
      closed = true;
      beans.setStatisticsRegistered(false);
      beans.setManagementRegistered(false);
      beans.setRecorderRegistered(false);
      recorder.allow(ReadRecording.OFF);
      manager.beanRegistration().setManaged(this, false);
    }
    List<Object> listeners = dispatcher.listeners().deregisterAll();
    components.engine().close();
    components.resources().close();
    CacheResources.closeAll(name, listeners);
  }
}
