package dev.larder;

import dev.larder.config.ManagerConfiguration;
import dev.larder.jcache.Environment;
import dev.larder.jcache.LarderCacheManager;
import dev.larder.time.ExpiryScheduler;
import dev.larder.time.Scheduler;
import dev.larder.time.Ticker;
import java.net.URI;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * Larder's caching provider, found by {@link java.util.ServiceLoader}. It creates and keeps cache
 * managers, one for each pair of URI and class loader (JSR-107, chapter "Caching Providers").
 *
 * <p>A {@code file:}, {@code classpath:} or {@code jar:} URI locates a configuration file; any
 * other URI is only a name. The default URI reads {@code larder.conf} from the class path if it
 * exists. Thread-safe.
 */
public final class LarderCachingProvider implements CachingProvider {

  private final Ticker ticker;
  private final Scheduler scheduler;
  private final @Nullable Executor handingOver;
  private final ManagersByLoader managers = new ManagersByLoader();

  /** Creates a provider that shares no managers with any other. */
  public LarderCachingProvider() {
    this(Ticker.system());
  }

  LarderCachingProvider(Ticker ticker) {
    this(ticker, new ExpiryScheduler(ticker), null);
  }

  /**
   * Creates a provider with another clock, such as the stepped one of {@code larder-testing}.
   *
   * @param ticker returns the time for expiry and reloads
   * @param scheduler runs expiry, scheduled reloads and file watches when they are due
   * @param handingOver submits background work that no operation has caused to the executors of
   *     caches; null for Larder's own threads
   */
  public LarderCachingProvider(Ticker ticker, Scheduler scheduler, @Nullable Executor handingOver) {
    this.handingOver = handingOver;
    this.ticker = ticker;
    this.scheduler = scheduler;
  }

  /**
   * Returns the manager for a URI and a class loader, and creates it on the first call.
   *
   * @param uri locates the configuration; null for {@link #getDefaultURI()}
   * @param classLoader resolves users' classes; null for {@link #getDefaultClassLoader()}
   * @param properties those that begin with {@code larder.} override the file; null for none. A
   *     manager that is open already keeps its own; one warning names those that are not used
   * @throws javax.cache.CacheException if the configuration is missing or wrong; the message names
   *     the place
   */
  @Override
  public CacheManager getCacheManager(
      @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
    URI managerUri = uri == null ? getDefaultURI() : uri;
    ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
    Map<URI, ManagerSlot> slots = managers.of(loader);
    while (true) {
      ManagerSlot slot = slots.get(managerUri);
      if (slot == null) {
        ManagerSlot fresh = new ManagerSlot(managerUri);
        slot = slots.putIfAbsent(managerUri, fresh);
        if (slot == null) {
          return fresh.create(slots, () -> create(managerUri, loader, properties));
        }
        fresh.discard();
      }
      LarderCacheManager manager = slot.await();
      if (manager != null && !manager.isClosed()) {
        manager.warnOfOtherProperties(properties);
        return manager;
      }
      slots.remove(managerUri, slot);
    }
  }

  private LarderCacheManager create(URI uri, ClassLoader loader, @Nullable Properties properties) {
    Properties own = new Properties();
    if (properties != null) {
      own.putAll(properties);
    }
    return new LarderCacheManager(
        new Environment(
            this, ticker, scheduler, handingOver, contextClassLoader(loader), this::forget),
        uri,
        loader,
        own,
        ManagerConfiguration.load(uri, loader, own));
  }

  /**
   * Returns the context class loader of a manager's threads. Those of the default loader's manager
   * use that of the application that created the manager.
   */
  private static ClassLoader contextClassLoader(ClassLoader loader) {
    ClassLoader context =
        loader == ContextClassLoader.INSTANCE ? ContextClassLoader.current() : null;
    return context == null ? loader : context;
  }

  private void forget(LarderCacheManager manager) {
    Map<URI, ManagerSlot> slots = managers.known(manager.getClassLoader());
    if (slots != null) {
      slots.values().removeIf(slot -> slot.holds(manager));
    }
  }

  @Override
  public CacheManager getCacheManager(@Nullable URI uri, @Nullable ClassLoader classLoader) {
    return getCacheManager(uri, classLoader, null);
  }

  @Override
  public CacheManager getCacheManager() {
    return getCacheManager(null, null, null);
  }

  /**
   * Returns the class loader that delegates to the context class loader of the calling thread, then
   * to Larder's own; always the same instance.
   */
  @Override
  public ClassLoader getDefaultClassLoader() {
    return ContextClassLoader.INSTANCE;
  }

  @Override
  public URI getDefaultURI() {
    return ManagerConfiguration.DEFAULT_URI;
  }

  /** Returns empty properties, a new object at each call. */
  @Override
  public Properties getDefaultProperties() {
    return new Properties();
  }

  @Override
  public void close() {
    managers.all().forEach(slots -> closeAll(slots, slot -> true));
  }

  @Override
  public void close(@Nullable ClassLoader classLoader) {
    closeAll(classLoader, slot -> true);
  }

  @Override
  public void close(@Nullable URI uri, @Nullable ClassLoader classLoader) {
    URI managerUri = uri == null ? getDefaultURI() : uri;
    closeAll(classLoader, slot -> slot.uri().equals(managerUri));
  }

  private void closeAll(@Nullable ClassLoader classLoader, Predicate<ManagerSlot> filter) {
    ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
    Map<URI, ManagerSlot> slots = managers.known(loader);
    if (slots != null) {
      closeAll(slots, filter);
    }
  }

  private static void closeAll(Map<URI, ManagerSlot> slots, Predicate<ManagerSlot> filter) {
    for (ManagerSlot slot : slots.values()) {
      if (filter.test(slot)) {
        slot.closeBy("CachingProvider.close()");
      }
    }
  }

  @Override
  public boolean isSupported(OptionalFeature optionalFeature) {
    return optionalFeature == OptionalFeature.STORE_BY_REFERENCE;
  }
}
