package dev.larder.testkit.model;

import java.net.URI;
import java.util.EnumSet;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

/** Any provider, of which nothing is known but the specification. */
public final class ProviderSubject implements Subject {
  private final CachingProvider provider;
  private final CacheManager manager;
  private final Set<Liberty> liberties;

  /** Takes over the provider, which is closed with this; it takes all liberties. */
  public ProviderSubject(CachingProvider provider) {
    this(provider, EnumSet.allOf(Liberty.class));
  }

  /** Takes over a provider of which it is known what liberties it takes. */
  public ProviderSubject(CachingProvider provider, Set<Liberty> liberties) {
    this(provider, provider.getCacheManager(), liberties);
  }

  /** With a manager of its own, for providers whose default one has a configuration. */
  public ProviderSubject(CachingProvider provider, URI manager) {
    this(provider, provider.getCacheManager(manager, null), EnumSet.allOf(Liberty.class));
  }

  private ProviderSubject(CachingProvider provider, CacheManager manager, Set<Liberty> liberties) {
    this.provider = provider;
    this.manager = manager;
    this.liberties = Set.copyOf(liberties);
  }

  @Override
  public Cache<Integer, Box> create(
      String name, MutableConfiguration<Integer, Box> configuration, Bound bound) {
    return manager.createCache(name, configuration);
  }

  @Override
  public Set<Liberty> liberties() {
    return liberties;
  }

  @Override
  public void close() {
    provider.close();
  }
}
