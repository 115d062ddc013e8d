package dev.larder.jcache;

import dev.larder.LarderConfiguration;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/** The configuration that {@code Cache.getConfiguration} returns: an immutable copy. */
final class ImmutableConfiguration<K, V> implements CompleteConfiguration<K, V> {
  private static final long serialVersionUID = 1L;

  private final LarderConfiguration<K, V> configuration;

  ImmutableConfiguration(LarderConfiguration<K, V> configuration) {
    this.configuration = new LarderConfiguration<>(configuration);
  }

  @Override
  public Class<K> getKeyType() {
    return configuration.getKeyType();
  }

  @Override
  public Class<V> getValueType() {
    return configuration.getValueType();
  }

  @Override
  public boolean isStoreByValue() {
    return configuration.isStoreByValue();
  }

  @Override
  public boolean isReadThrough() {
    return configuration.isReadThrough();
  }

  @Override
  public boolean isWriteThrough() {
    return configuration.isWriteThrough();
  }

  @Override
  public boolean isStatisticsEnabled() {
    return configuration.isStatisticsEnabled();
  }

  @Override
  public boolean isManagementEnabled() {
    return configuration.isManagementEnabled();
  }

  @Override
  public Iterable<CacheEntryListenerConfiguration<K, V>> getCacheEntryListenerConfigurations() {
    return new MutableConfiguration<>(configuration).getCacheEntryListenerConfigurations();
  }

  @Override
  public Factory<CacheLoader<K, V>> getCacheLoaderFactory() {
    return configuration.getCacheLoaderFactory();
  }

  @Override
  public Factory<CacheWriter<? super K, ? super V>> getCacheWriterFactory() {
    return configuration.getCacheWriterFactory();
  }

  @Override
  public Factory<ExpiryPolicy> getExpiryPolicyFactory() {
    return configuration.getExpiryPolicyFactory();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ImmutableConfiguration<?, ?> same
        && configuration.equals(same.configuration);
  }

  @Override
  public int hashCode() {
    return configuration.hashCode();
  }
}
