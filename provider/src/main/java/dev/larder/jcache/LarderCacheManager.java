package dev.larder.jcache;

import dev.larder.LarderManagerMXBean;
import dev.larder.config.ManagerConfiguration;
import dev.larder.store.StoreFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * The implementation of {@code javax.cache.CacheManager}. It checks arguments and that the manager
 * is open. {@link CacheRegistry} has the caches by name, {@link CacheCreator} creates them, and
 * {@link ConfigurationReloader} has the configuration. Thread-safe.
 */
public final class LarderCacheManager implements CacheManager {
  private static final Logger LOG = System.getLogger("dev.larder");

  private final Environment environment;
  private final URI uri;
  private final ClassLoader loader;
  private final Properties properties;
  private final WorkerPool listening;
  private final StoreFactories stores;
  private final CacheRegistry registry;
  private final ConfigurationReloader reloader;
  private final CacheCreator creator;
  private final LarderManagerMXBean bean = new LarderManagerBean(this);
  private final ManagerBeanRegistration beanRegistration;
  private final AtomicBoolean warned = new AtomicBoolean();

  /** Creates a manager with the caches that its configuration names; closes all if one fails. */
  public LarderCacheManager(
      Environment environment,
      URI uri,
      ClassLoader loader,
      Properties properties,
      ManagerConfiguration configuration) {
    this.environment = environment;
    this.uri = uri;
    this.loader = loader;
    this.properties = properties;
    this.listening = ThreadPools.listening(environment.contextClassLoader());
    this.stores = new StoreFactories(toString());
    this.registry = new CacheRegistry(toString());
    this.reloader = new ConfigurationReloader(this, registry, configuration);
    this.creator = new CacheCreator(this, registry, reloader);
    this.beanRegistration = new ManagerBeanRegistration(uri.toString(), bean);
    configuration.warnings().forEach(text -> LOG.log(Level.WARNING, text));
    try {
      configuration.cacheNames().forEach(creator::createFromFile);
      LOG.log(Level.INFO, () -> this + ": " + configuration.description());
      reloader.startWatch();
    } catch (Throwable e) {
      closeBy("a failed creation");
      throw e;
    }
  }

  Environment environment() {
    return environment;
  }

  /** Returns the executor of the listeners of all caches. */
  Executor listening() {
    return listening;
  }

  /** Returns the store factory of a cache's setting; null is the heap. */
  StoreFactory storeFactory(@Nullable Factory<StoreFactory> setting, String cacheName) {
    return stores.get(setting, cacheName);
  }

  SortedMap<String, Boolean> storeAvailability() {
    return stores.availability();
  }

  ConfigurationReloader reloader() {
    return reloader;
  }

  CacheCreator creator() {
    return creator;
  }

  ManagerBeanRegistration beanRegistration() {
    return beanRegistration;
  }

  /** Warns once if a later request for this manager has other properties. */
  public void warnOfOtherProperties(@Nullable Properties later) {
    Set<String> unused = ManagerConfiguration.differences(properties, later);
    if (!unused.isEmpty() && warned.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          () ->
              this
                  + " is open already: these properties of a later request are not used: "
                  + unused);
    }
  }

  /** Checks that the manager is open, and that the name of a cache is not null. */
  private void check(@Nullable String cacheName) {
    registry.requireOpen();
    Objects.requireNonNull(cacheName, "the name of a cache must not be null");
  }

  @Override
  public <K, V, C extends Configuration<K, V>> Cache<K, V> createCache(
      String cacheName, C cacheConfiguration) {
    check(cacheName);
    Objects.requireNonNull(cacheConfiguration, "the configuration of a cache must not be null");
    return creator.create(cacheName, cacheConfiguration);
  }

  /** Returns the cache of a name; waits for one of the file that is being created. */
  private @Nullable LarderCache<?, ?> existing(String name) {
    LarderCache<?, ?> cache = registry.get(name);
    return cache == null && reloader.current().placeOf(name) != null
        ? registry.await(name, false)
        : cache;
  }

  /** Returns the cache of a name, created if a template allows it; null if there is none. */
  private @Nullable LarderCache<?, ?> find(String name) {
    LarderCache<?, ?> cache = existing(name);
    return cache == null && reloader.current().createsMissing(name)
        ? creator.createFromTemplate(name)
        : cache;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the specification returns null for no such cache
  public <K, V> Cache<K, V> getCache(String cacheName, Class<K> keyType, Class<V> valueType) {
    check(cacheName);
    Objects.requireNonNull(keyType, "the type of keys must not be null");
    Objects.requireNonNull(valueType, "the type of values must not be null");
    while (true) {
      LarderCache<?, ?> cache = find(cacheName);
      if (cache != null && cache.isTyped()) {
        requireSame(cacheName, "keys", cache.keyType(), keyType);
        requireSame(cacheName, "values", cache.valueType(), valueType);
      }
      if (cache == null || registry.use(cache)) {
        return (Cache<K, V>) cache;
      }
    }
  }

  private static void requireSame(
      String name, String what, Class<?> configured, Class<?> requested) {
    if (configured != ManagerConfiguration.boxed(requested)) {
      boolean isNamesake = configured.getName().equals(requested.getName());
      String loaders =
          ": the class loader of the first is %s, that of the second is %s"
              .formatted(configured.getClassLoader(), requested.getClassLoader());
      throw new ClassCastException(
          "cache '%s' is configured with %s of type %s, not %s%s"
              .formatted(
                  name,
                  what,
                  configured.getName(),
                  requested.getName(),
                  isNamesake ? loaders : ""));
    }
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // as specified
  public <K, V> Cache<K, V> getCache(String cacheName) {
    check(cacheName);
    while (true) {
      LarderCache<?, ?> cache = find(cacheName);
      if (cache == null || registry.use(cache)) {
        return (Cache<K, V>) cache;
      }
    }
  }

  @Override
  public Iterable<String> getCacheNames() {
    registry.requireOpen();
    return List.copyOf(registry.names());
  }

  @Override
  public void destroyCache(String cacheName) {
    check(cacheName);
    LarderCache<?, ?> cache = existing(cacheName);
    if (cache != null) {
      // The name stays taken until the data is gone: it could be that of the next cache.
      cache.destroyBy("CacheManager.destroyCache()", () -> registry.remove(cache));
    }
  }

  /** Closes a cache, and frees its name. */
  void close(LarderCache<?, ?> cache, String method) {
    registry.remove(cache);
    cache.closeBy(method);
  }

  private CacheControl<?, ?> control(String cacheName) {
    check(cacheName);
    LarderCache<?, ?> cache = existing(cacheName);
    if (cache == null) {
      throw new IllegalArgumentException(
          this + " has no cache named '" + cacheName + "'; it has " + registry.names());
    }
    registry.use(cache);
    return cache.control();
  }

  @Override
  public void enableManagement(String cacheName, boolean enabled) {
    control(cacheName).enableManagement(enabled);
  }

  @Override
  public void enableStatistics(String cacheName, boolean enabled) {
    control(cacheName).enableStatistics(enabled);
  }

  @Override
  public void close() {
    closeBy("CacheManager.close()");
  }

  /** Closes the manager and its caches, once. */
  public void closeBy(String method) {
    List<LarderCache<?, ?>> open = registry.close(method);
    if (open == null) {
      return;
    }
    try {
      reloader.stopWatch();
      open.forEach(cache -> closeCache(cache, method));
    } finally {
      stores.close();
      listening.close();
      environment.closed().accept(this);
    }
  }

  /** Closes a cache. A failure is logged, so that the other caches are closed, too. */
  private static void closeCache(LarderCache<?, ?> cache, String method) {
    try {
      cache.closeBy(method);
    } catch (Throwable e) {
      LOG.log(Level.WARNING, "closing cache '" + cache.getName() + "' failed", e);
    }
  }

  @Override
  public boolean isClosed() {
    return registry.isClosed();
  }

  @Override
  public CachingProvider getCachingProvider() {
    return environment.provider();
  }

  @Override
  public URI getURI() {
    return uri;
  }

  @Override
  public ClassLoader getClassLoader() {
    return loader;
  }

  @Override
  public Properties getProperties() {
    return properties;
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return type == LarderManagerMXBean.class ? type.cast(bean) : Unwrap.to(type, this, toString());
  }

  @Override
  public String toString() {
    return "cache manager " + uri;
  }
}
