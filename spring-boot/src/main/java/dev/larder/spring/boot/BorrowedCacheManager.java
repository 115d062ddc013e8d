package dev.larder.spring.boot;

import java.net.URI;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * A cache manager for a user that does not own it: {@code close} does nothing. Hibernate closes its
 * cache manager with each of its session factories.
 */
final class BorrowedCacheManager implements CacheManager {
  private final CacheManager owned;

  BorrowedCacheManager(CacheManager owned) {
    this.owned = owned;
  }

  @Override
  public void close() {
    // Its owner closes it.
  }

  @Override
  public CachingProvider getCachingProvider() {
    return owned.getCachingProvider();
  }

  @Override
  public URI getURI() {
    return owned.getURI();
  }

  @Override
  public ClassLoader getClassLoader() {
    return owned.getClassLoader();
  }

  @Override
  public Properties getProperties() {
    return owned.getProperties();
  }

  @Override
  public <K, V, C extends Configuration<K, V>> Cache<K, V> createCache(
      String name, C configuration) {
    return owned.createCache(name, configuration);
  }

  @Override
  public <K, V> @Nullable Cache<K, V> getCache(String name, Class<K> keyType, Class<V> valueType) {
    return owned.getCache(name, keyType, valueType);
  }

  @Override
  public <K, V> @Nullable Cache<K, V> getCache(String name) {
    return owned.getCache(name);
  }

  @Override
  public Iterable<String> getCacheNames() {
    return owned.getCacheNames();
  }

  @Override
  public void destroyCache(String name) {
    owned.destroyCache(name);
  }

  @Override
  public void enableManagement(String name, boolean isEnabled) {
    owned.enableManagement(name, isEnabled);
  }

  @Override
  public void enableStatistics(String name, boolean isEnabled) {
    owned.enableStatistics(name, isEnabled);
  }

  @Override
  public boolean isClosed() {
    return owned.isClosed();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return owned.unwrap(type);
  }
}
