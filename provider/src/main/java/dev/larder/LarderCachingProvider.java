package dev.larder;

import dev.larder.config.ManagerConfiguration;
import dev.larder.jcache.Environment;
import dev.larder.jcache.LarderCacheManager;
import dev.larder.time.Alarm;
import dev.larder.time.Ticker;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * Larder's entry point, found by {@link java.util.ServiceLoader}: makes and keeps cache managers,
 * one for each pair of URI and class loader (JSR-107, section on caching providers).
 *
 * <p>The URI is the configuration: a {@code file:}, {@code classpath:} or {@code jar:} URI names a
 * configuration file, any other is a name. The default URI takes {@code larder.conf} from the class
 * path when it is there. Thread-safe.
 */
public final class LarderCachingProvider implements CachingProvider {

  /** What identifies a manager; a class loader is equal to itself alone. */
  private record Identity(URI uri, ClassLoader loader) {}

  private final Ticker ticker;
  private final Alarm alarm;

  /** Guarded by itself. */
  private final Map<Identity, LarderCacheManager> managers = new LinkedHashMap<>();

  /** Makes a provider of its own, with managers of its own. */
  public LarderCachingProvider() {
    this(Ticker.system());
  }

  /** For tests, which step the clock. */
  LarderCachingProvider(Ticker ticker) {
    this.ticker = ticker;
    this.alarm = new Alarm(ticker);
  }

  /**
   * Answers the manager for a URI and a class loader, made on the first call.
   *
   * @param uri names the configuration; null for {@link #getDefaultURI()}
   * @param classLoader resolves users' classes; null for {@link #getDefaultClassLoader()}
   * @param properties those that begin with {@code larder.} are laid over the file; null for none
   * @throws javax.cache.CacheException if the configuration is missing or wrong, naming the place
   */
  @Override
  public CacheManager getCacheManager(
      @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
    URI managerUri = uri == null ? getDefaultURI() : uri;
    ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
    synchronized (managers) {
      LarderCacheManager known = managers.get(new Identity(managerUri, loader));
      return known == null || known.isClosed() ? create(managerUri, loader, properties) : known;
    }
  }

  private LarderCacheManager create(URI uri, ClassLoader loader, @Nullable Properties properties) {
    Properties own = new Properties();
    if (properties != null) {
      own.putAll(properties);
    }
    LarderCacheManager manager =
        new LarderCacheManager(
            new Environment(this, ticker, alarm, this::forget),
            uri,
            loader,
            own,
            ManagerConfiguration.load(uri, loader, own));
    managers.put(new Identity(uri, loader), manager);
    return manager;
  }

  private void forget(LarderCacheManager manager) {
    synchronized (managers) {
      managers.remove(new Identity(manager.getURI(), manager.getClassLoader()), manager);
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

  @Override
  public ClassLoader getDefaultClassLoader() {
    ClassLoader own = LarderCachingProvider.class.getClassLoader();
    return own == null ? ClassLoader.getSystemClassLoader() : own;
  }

  @Override
  public URI getDefaultURI() {
    return ManagerConfiguration.DEFAULT_URI;
  }

  /** No properties; each call answers an object of its own. */
  @Override
  public Properties getDefaultProperties() {
    return new Properties();
  }

  @Override
  public void close() {
    closeAll(manager -> true);
  }

  @Override
  public void close(@Nullable ClassLoader classLoader) {
    ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
    closeAll(manager -> manager.getClassLoader() == loader);
  }

  @Override
  public void close(@Nullable URI uri, @Nullable ClassLoader classLoader) {
    URI managerUri = uri == null ? getDefaultURI() : uri;
    ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
    closeAll(manager -> manager.getClassLoader() == loader && manager.getURI().equals(managerUri));
  }

  /** Closes outside the monitor, for closing runs user code. */
  private void closeAll(Predicate<LarderCacheManager> which) {
    List<LarderCacheManager> chosen;
    synchronized (managers) {
      chosen = new ArrayList<>(managers.values());
    }
    for (LarderCacheManager manager : chosen) {
      if (which.test(manager)) {
        manager.closeBy("CachingProvider.close()");
      }
    }
  }

  @Override
  public boolean isSupported(OptionalFeature optionalFeature) {
    return optionalFeature == OptionalFeature.STORE_BY_REFERENCE;
  }
}
