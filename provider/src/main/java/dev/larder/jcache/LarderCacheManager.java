package dev.larder.jcache;

import dev.larder.config.EffectiveConfiguration;
import dev.larder.config.ManagerConfiguration;
import dev.larder.time.Alarm;
import dev.larder.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * The cache manager as {@code javax.cache.CacheManager} has it. Thread-safe: creation, destruction
 * and closing are serialized by this object's monitor; look-ups take no lock.
 */
public final class LarderCacheManager implements CacheManager {
  private static final Logger LOG = System.getLogger("dev.larder");

  private final Environment environment;
  private final URI uri;
  private final ClassLoader loader;
  private final Properties properties;
  private final ManagerConfiguration configuration;
  private final ManagerThreads threads;
  private final Map<String, LarderCache<?, ?>> caches = new ConcurrentHashMap<>();

  /** By whom the manager was closed, null while it is open. Written under the monitor. */
  private volatile @Nullable String closedBy;

  /** Makes a manager with the caches that its configuration names; closes all if one fails. */
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
    this.configuration = configuration;
    this.threads = new ManagerThreads(loader);
    try {
      configuration.cacheNames().forEach(name -> create(name, null));
    } catch (Throwable e) {
      closeBy("a failed creation");
      throw e;
    }
  }

  ManagerThreads threads() {
    return threads;
  }

  Ticker ticker() {
    return environment.ticker();
  }

  Alarm alarm() {
    return environment.alarm();
  }

  private void requireOpen() {
    String by = closedBy;
    if (by != null) {
      throw new IllegalStateException("cache manager " + uri + " was closed by " + by);
    }
  }

  @Override
  public <K, V, C extends Configuration<K, V>> Cache<K, V> createCache(
      String cacheName, C cacheConfiguration) {
    requireOpen();
    Objects.requireNonNull(cacheName, "the name of a cache must not be null");
    Objects.requireNonNull(cacheConfiguration, "the configuration of a cache must not be null");
    return this.<K, V>create(cacheName, cacheConfiguration);
  }

  private synchronized <K, V> LarderCache<K, V> create(
      String name, @Nullable Configuration<K, V> programmatic) {
    requireOpen();
    if (caches.containsKey(name)) {
      throw new CacheException(
          "cache manager " + uri + " has a cache named '" + name + "' already");
    }
    EffectiveConfiguration<K, V> effective = configuration.resolve(name, programmatic);
    CacheParts<K, V> parts = new CacheParts<>(name, this, effective.configuration());
    LarderCache<K, V> cache = new LarderCache<>(name, this, parts);
    try {
      parts.start(cache);
    } catch (Throwable e) {
      cache.closeBy("a failed creation");
      throw e;
    }
    caches.put(name, cache);
    LOG.log(Level.INFO, () -> "cache '" + name + "' of " + uri + ": " + effective.description());
    return cache;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the specification returns null for no such cache
  public <K, V> Cache<K, V> getCache(String cacheName, Class<K> keyType, Class<V> valueType) {
    requireOpen();
    Objects.requireNonNull(cacheName, "the name of a cache must not be null");
    Objects.requireNonNull(keyType, "the type of keys must not be null");
    Objects.requireNonNull(valueType, "the type of values must not be null");
    LarderCache<?, ?> cache = caches.get(cacheName);
    if (cache == null) {
      return null;
    }
    requireSame(cacheName, "keys", cache.keyType(), keyType);
    requireSame(cacheName, "values", cache.valueType(), valueType);
    return (Cache<K, V>) cache;
  }

  private static void requireSame(
      String name, String what, Class<?> configured, Class<?> requested) {
    if (configured != requested) {
      throw new ClassCastException(
          "cache '"
              + name
              + "' is configured with "
              + what
              + " of type "
              + configured.getName()
              + ", not "
              + requested.getName());
    }
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // as specified
  public <K, V> Cache<K, V> getCache(String cacheName) {
    requireOpen();
    Objects.requireNonNull(cacheName, "the name of a cache must not be null");
    return (Cache<K, V>) caches.get(cacheName);
  }

  @Override
  public Iterable<String> getCacheNames() {
    requireOpen();
    return List.copyOf(caches.keySet());
  }

  @Override
  public void destroyCache(String cacheName) {
    requireOpen();
    Objects.requireNonNull(cacheName, "the name of a cache must not be null");
    LarderCache<?, ?> cache = caches.get(cacheName);
    if (cache != null) {
      close(cache, "CacheManager.destroyCache()");
    }
  }

  /** Closes a cache, and forgets its name. */
  void close(LarderCache<?, ?> cache, String whom) {
    synchronized (this) {
      caches.remove(cache.getName(), cache);
    }
    cache.closeBy(whom);
  }

  private LarderCache<?, ?> existing(String cacheName) {
    requireOpen();
    Objects.requireNonNull(cacheName, "the name of a cache must not be null");
    LarderCache<?, ?> cache = caches.get(cacheName);
    if (cache == null) {
      throw new IllegalArgumentException(
          "cache manager "
              + uri
              + " has no cache named '"
              + cacheName
              + "'; it has "
              + caches.keySet());
    }
    return cache;
  }

  @Override
  public void enableManagement(String cacheName, boolean enabled) {
    existing(cacheName).parts().enableManagement(enabled);
  }

  @Override
  public void enableStatistics(String cacheName, boolean enabled) {
    existing(cacheName).parts().enableStatistics(enabled);
  }

  @Override
  public void close() {
    closeBy("CacheManager.close()");
  }

  /** Closes the manager and its caches, once. */
  public void closeBy(String whom) {
    List<LarderCache<?, ?>> open;
    synchronized (this) {
      if (closedBy != null) {
        return;
      }
      closedBy = whom;
      open = List.copyOf(caches.values());
      caches.clear();
    }
    try {
      open.forEach(cache -> closeCache(cache, whom));
    } finally {
      threads.close();
      environment.closed().accept(this);
    }
  }

  /** Whatever a cache's customizations do when they are closed, the others are closed too. */
  private static void closeCache(LarderCache<?, ?> cache, String whom) {
    try {
      cache.closeBy(whom);
    } catch (Throwable e) {
      LOG.log(Level.WARNING, "closing cache '" + cache.getName() + "' failed", e);
    }
  }

  @Override
  public boolean isClosed() {
    return closedBy != null;
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
    return Unwrap.to(type, this, "cache manager " + uri);
  }

  @Override
  public String toString() {
    return "cache manager " + uri;
  }
}
