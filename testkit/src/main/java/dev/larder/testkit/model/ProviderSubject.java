package dev.larder.testkit.model;

import java.net.URI;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

/** Any provider, of which nothing is known but the specification: with all liberties. */
public final class ProviderSubject implements Subject {
  private final CachingProvider provider;
  private final CacheManager manager;

  /** Takes over the provider, which is closed with this. */
  public ProviderSubject(CachingProvider provider) {
    this.provider = provider;
    this.manager = provider.getCacheManager();
  }

  /** With a manager of its own, for providers whose default one has a configuration. */
  public ProviderSubject(CachingProvider provider, URI manager) {
    this.provider = provider;
    this.manager = provider.getCacheManager(manager, null);
  }

  @Override
  public Cache<Integer, Box> create(
      String name, MutableConfiguration<Integer, Box> configuration, Bound bound) {
    return manager.createCache(name, configuration);
  }

  @Override
  public void close() {
    provider.close();
  }
}
