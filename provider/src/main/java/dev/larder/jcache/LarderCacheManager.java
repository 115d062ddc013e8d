package dev.larder.jcache;

import dev.larder.LarderManagerMXBean;
import dev.larder.config.EffectiveConfiguration;
import dev.larder.config.ManagerConfiguration;
import dev.larder.management.Descriptions;
import dev.larder.management.RegisteredMBean;
import dev.larder.store.KeyHold;
import dev.larder.time.Scheduler;
import dev.larder.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * The implementation of {@code javax.cache.CacheManager}. Thread-safe: the monitor of this object
 * guards the names of the caches and whether the manager is open. No user code runs under it: a
 * cache is created without the lock, while its name is reserved. Look-ups take no lock.
 */
public final class LarderCacheManager implements CacheManager {
  private static final Logger LOG = System.getLogger("dev.larder");

  private final Environment environment;
  private final URI uri;
  private final ClassLoader loader;
  private final Properties properties;
  private final FileWatch watch;
  private final RegisteredMBean bean;

  /** The caches whose management is enabled. Guarded by itself. */
  private final Set<CacheParts<?, ?>> managed = new HashSet<>();

  /** Serializes reloads; no other operation takes it. */
  private final ReentrantLock reloading = new ReentrantLock();

  /** The names in the file for which a cache was created, including closed caches. */
  private final Set<String> madeOfFile = ConcurrentHashMap.newKeySet();

  /** The configuration at the last poll of a watched file. */
  private volatile @Nullable ManagerConfiguration lastSeen;

  /** Replaced by a reload. */
  private volatile ManagerConfiguration configuration;

  private final ClassLoader contextClassLoader;
  private final ThreadPoolExecutor listening;
  private final Map<String, LarderCache<?, ?>> caches = new ConcurrentHashMap<>();

  /** The names of caches that are being created. Guarded by this. */
  private final Map<String, KeyHold> reserved = new HashMap<>();

  private final AtomicBoolean warned = new AtomicBoolean();

  /** The method that closed the manager, null while it is open. Written under the monitor. */
  private volatile @Nullable String closedBy;

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
    this.configuration = configuration;
    this.contextClassLoader = environment.contextClassLoader();
    this.listening = ThreadPools.listening(contextClassLoader);
    this.watch = new FileWatch(this, environment.waker());
    this.bean =
        new RegisteredMBean(
            "dev.larder:type=CacheManager",
            uri.toString(),
            null,
            Descriptions.of((LarderManagerMXBean) new ManagerControl(this)));
    configuration.warnings().forEach(text -> LOG.log(Level.WARNING, text));
    try {
      configuration.cacheNames().forEach(this::createFromFile);
      LOG.log(Level.INFO, () -> this + ": " + configuration.description());
      watch.start();
    } catch (Throwable e) {
      closeBy("a failed creation");
      throw e;
    }
  }

  Executor listening() {
    return ThreadPools.guarded(listening);
  }

  /** Returns the context class loader of threads that run user code. */
  ClassLoader contextClassLoader() {
    return contextClassLoader;
  }

  Ticker ticker() {
    return environment.ticker();
  }

  /**
   * Returns the executor that submits background work to that of a cache: the environment's if it
   * has one, else the given one.
   */
  Executor handingOver(Executor otherwise) {
    Executor own = environment.handingOver();
    return own == null ? otherwise : own;
  }

  Scheduler alarm() {
    return environment.waker();
  }

  /** Keeps the manager's own bean registered while management of any cache is enabled. */
  void showBeanFor(CacheParts<?, ?> cache, boolean isEnabled) {
    synchronized (managed) {
      if (isEnabled ? managed.add(cache) : managed.remove(cache)) {
        bean.setRegistered(!managed.isEmpty());
      }
    }
  }

  boolean isNamedByFile(String cacheName) {
    return configuration.placeOf(cacheName) != null;
  }

  String configurationFile() {
    return configuration.file();
  }

  @Nullable Duration watchPeriod() {
    return configuration.watch();
  }

  /** Reloads the configuration, see {@link LarderManagerMXBean#reload}. */
  List<String> reload() {
    return reload(this::load);
  }

  private ManagerConfiguration load() {
    ManagerConfiguration loaded = ManagerConfiguration.load(uri, loader, properties);
    if (loaded.file().isEmpty() && !configuration.file().isEmpty()) {
      throw new CacheException("configuration " + configuration.file() + " is no longer there");
    }
    return loaded;
  }

  private List<String> reload(Supplier<ManagerConfiguration> source) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    reloading.lock();
    try {
      // Classes that the file names are resolved as when the manager was created.
      thread.setContextClassLoader(contextClassLoader);
      requireOpen();
      ManagerConfiguration after = source.get();
      Reload reload = new Reload(after, List.copyOf(caches.values()));
      boolean isWatched = configuration.watch() != null;
      configuration = after;
      List<String> lines = new ArrayList<>(reload.apply());
      lines.addAll(createAdded(after));
      if (isWatched && after.watch() == null) {
        lines.add("the file is no longer watched");
      }
      lines.forEach(line -> LOG.log(Level.INFO, () -> this + ": reloaded: " + line));
      return lines;
    } finally {
      thread.setContextClassLoader(before);
      try {
        watch.start();
      } finally {
        reloading.unlock();
      }
    }
  }

  /** Creates the caches that the file names for the first time; returns a line for each. */
  private List<String> createAdded(ManagerConfiguration after) {
    List<String> lines = new ArrayList<>();
    for (String name : after.cacheNames()) {
      if (!madeOfFile.contains(name) && !caches.containsKey(name)) {
        try {
          createFromFile(name);
          lines.add("cache '" + name + "': created, because the file names it now");
        } catch (RuntimeException e) {
          lines.add("cache '" + name + "': not created: " + e);
        }
      }
    }
    return lines;
  }

  /**
   * Reloads a file that has changed since the last reload, but not since the last poll: a file that
   * is still changing may be half written.
   */
  void reloadIfChanged() {
    ManagerConfiguration seen = load();
    ManagerConfiguration seenBefore = lastSeen;
    lastSeen = seen;
    if (seen.isSameAs(configuration) || seenBefore == null || !seen.isSameAs(seenBefore)) {
      return;
    }
    if (seen.isEmpty()) {
      throw new CacheException("configuration " + seen.file() + " is empty");
    }
    reload(() -> seen);
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
    ManagerConfiguration used = configuration;
    EffectiveConfiguration<K, V> effective = used.resolve(cacheName, cacheConfiguration);
    LarderCache<?, ?> completed = reserve(cacheName);
    LarderCache<K, V> made;
    try {
      if (completed != null) {
        completed.closeBy("CacheManager.createCache(), which completes it");
      }
      made = make(cacheName, effective, false);
    } catch (Throwable e) {
      if (completed != null && !isClosed()) {
        restore(cacheName, e);
      }
      throw e;
    } finally {
      endReservation(cacheName);
    }
    logMade(cacheName, effective);
    catchUp(made, used);
    return made;
  }

  /** Applies a reload that took place while a cache was created. */
  private <K, V> void catchUp(LarderCache<K, V> cache, ManagerConfiguration used) {
    if (configuration.isOther(used)) {
      try {
        new Reload(configuration, List.of(cache)).apply();
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, cache + " keeps the configuration from before a reload", e);
      }
    }
  }

  /** Creates a cache from the file again after {@code createCache} has failed to replace it. */
  private void restore(String name, Throwable failure) {
    try {
      make(name, configuration.resolve(name, null), true);
    } catch (Throwable e) {
      failure.addSuppressed(e);
    }
  }

  private void createFromFile(String name) {
    reserve(name);
    try {
      make(name, configuration.resolve(name, null), true);
    } finally {
      endReservation(name);
    }
  }

  /** Creates a cache whose name is reserved. */
  private <K, V> LarderCache<K, V> make(
      String name, EffectiveConfiguration<K, V> effective, boolean isFromFile) {
    LarderCache<K, V> cache = null;
    try {
      CacheParts<K, V> parts = new CacheParts<>(name, this, effective);
      LarderCache<K, V> made =
          new LarderCache<>(name, this, parts, effective.isTyped(), isFromFile);
      cache = made;
      parts.start(made);
      publish(made);
      String subject = "cache '" + name + "' of " + uri + ": ";
      effective.warnings().forEach(text -> LOG.log(Level.WARNING, subject + text));
      LOG.log(Level.DEBUG, () -> subject + effective.description());
      return made;
    } catch (Throwable e) {
      if (cache != null) {
        cache.closeBy("a failed creation");
      }
      throw e;
    }
  }

  private void endReservation(String name) {
    KeyHold hold;
    synchronized (this) {
      hold = reserved.remove(name);
    }
    if (hold != null) {
      hold.release();
    }
  }

  /**
   * Reserves a name, so that a cache can be created.
   *
   * @return the unused cache of that name from the file, which the caller must close; null if there
   *     is none
   */
  private synchronized @Nullable LarderCache<?, ?> reserve(String name) {
    requireOpen();
    LarderCache<?, ?> present = caches.get(name);
    if (present != null && !(present.isFromFile() && !present.isInUse())) {
      throw new CacheException(
          "cache manager " + uri + " has a cache named '" + name + "' already, " + origin(present));
    }
    if (reserved.containsKey(name)) {
      throw new CacheException(
          "cache manager " + uri + " is making a cache named '" + name + "' already");
    }
    reserved.put(name, KeyHold.ofCache(name));
    caches.remove(name);
    return present;
  }

  /** Returns where a cache comes from, for a message. */
  private String origin(LarderCache<?, ?> cache) {
    return cache.isFromFile()
        ? "which "
            + configuration.placeOf(cache.getName())
            + " defines, and which is in use: createCache completes it only before getCache"
        : "made by the program: getCache returns it";
  }

  /** Publishes a cache, unless the manager was closed while the cache was created. */
  private synchronized void publish(LarderCache<?, ?> cache) {
    requireOpen();
    caches.put(cache.getName(), cache);
    if (isNamedByFile(cache.getName())) {
      madeOfFile.add(cache.getName());
    }
  }

  /** Returns the cache of a name; waits for one of the file that is being created. */
  private @Nullable LarderCache<?, ?> known(String name) {
    while (true) {
      LarderCache<?, ?> cache = caches.get(name);
      if (cache != null || configuration.placeOf(name) == null) {
        return cache;
      }
      KeyHold making;
      synchronized (this) {
        making = caches.containsKey(name) ? null : reserved.get(name);
      }
      if (making == null) {
        return caches.get(name);
      }
      making.await();
    }
  }

  /** Returns the cache of a name, created if a template allows it; null if there is none. */
  private @Nullable LarderCache<?, ?> find(String name) {
    LarderCache<?, ?> cache = known(name);
    return cache == null && configuration.createsMissing(name) ? createMissing(name) : cache;
  }

  /** Marks a cache as in use; returns false if it was replaced or closed meanwhile. */
  private boolean use(LarderCache<?, ?> cache) {
    if (cache.isInUse() || !cache.isFromFile()) {
      return true;
    }
    synchronized (this) {
      cache.setInUse();
      return caches.get(cache.getName()) == cache;
    }
  }

  /** Creates a cache from a template, or waits for another thread that does. */
  private LarderCache<?, ?> createMissing(String name) {
    EffectiveConfiguration<Object, Object> effective;
    ManagerConfiguration used = configuration;
    try {
      effective = used.resolve(name, null);
    } catch (IllegalArgumentException e) {
      throw used.refusal(name, e);
    }
    while (true) {
      KeyHold other;
      synchronized (this) {
        requireOpen();
        LarderCache<?, ?> present = caches.get(name);
        if (present != null) {
          return present;
        }
        other = reserved.get(name);
        if (other == null) {
          reserved.put(name, KeyHold.ofCache(name));
        }
      }
      if (other == null) {
        try {
          LarderCache<?, ?> made = make(name, effective, false);
          logMade(name, effective);
          catchUp(made, used);
          return made;
        } finally {
          endReservation(name);
        }
      }
      other.await();
    }
  }

  private void logMade(String name, EffectiveConfiguration<?, ?> effective) {
    LOG.log(
        Level.INFO, () -> "cache '" + name + "' of " + uri + ": " + effective.shortDescription());
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the specification returns null for no such cache
  public <K, V> Cache<K, V> getCache(String cacheName, Class<K> keyType, Class<V> valueType) {
    requireOpen();
    Objects.requireNonNull(cacheName, "the name of a cache must not be null");
    Objects.requireNonNull(keyType, "the type of keys must not be null");
    Objects.requireNonNull(valueType, "the type of values must not be null");
    while (true) {
      LarderCache<?, ?> cache = find(cacheName);
      if (cache != null && cache.isTyped()) {
        requireSame(cacheName, "keys", cache.keyType(), keyType);
        requireSame(cacheName, "values", cache.valueType(), valueType);
      }
      if (cache == null || use(cache)) {
        return (Cache<K, V>) cache;
      }
    }
  }

  private static void requireSame(
      String name, String what, Class<?> configured, Class<?> requested) {
    if (configured != ManagerConfiguration.boxed(requested)) {
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
    while (true) {
      LarderCache<?, ?> cache = find(cacheName);
      if (cache == null || use(cache)) {
        return (Cache<K, V>) cache;
      }
    }
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
    LarderCache<?, ?> cache = known(cacheName);
    if (cache != null) {
      close(cache, "CacheManager.destroyCache()");
    }
  }

  /** Closes a cache, and frees its name. */
  void close(LarderCache<?, ?> cache, String whom) {
    synchronized (this) {
      caches.remove(cache.getName(), cache);
    }
    cache.closeBy(whom);
  }

  private LarderCache<?, ?> existing(String cacheName) {
    requireOpen();
    Objects.requireNonNull(cacheName, "the name of a cache must not be null");
    LarderCache<?, ?> cache = known(cacheName);
    if (cache == null) {
      throw new IllegalArgumentException(
          "cache manager "
              + uri
              + " has no cache named '"
              + cacheName
              + "'; it has "
              + caches.keySet());
    }
    use(cache);
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
      watch.stop();
      open.forEach(cache -> closeCache(cache, whom));
    } finally {
      listening.shutdown();
      environment.closed().accept(this);
    }
  }

  /** Closes a cache. A failure is logged, so that the other caches are closed, too. */
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
    return type == LarderManagerMXBean.class
        ? type.cast(new ManagerControl(this))
        : Unwrap.to(type, this, "cache manager " + uri);
  }

  @Override
  public String toString() {
    return "cache manager " + uri;
  }
}
