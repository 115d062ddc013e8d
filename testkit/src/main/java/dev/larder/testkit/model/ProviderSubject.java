package dev.larder.testkit.model;

import java.net.URI;
import java.util.EnumSet;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

/** Any provider, of which only the specification is known. */
public final class ProviderSubject implements Subject {
  private final CachingProvider provider;
  private final CacheManager manager;
  private final Set<Liberty> liberties;

  /** Creates a subject that takes all liberties. Closing it closes the provider. */
  public ProviderSubject(CachingProvider provider) {
    this(provider, EnumSet.allOf(Liberty.class));
  }

  /** Creates a subject that takes the given liberties. */
  public ProviderSubject(CachingProvider provider, Set<Liberty> liberties) {
    this(provider, provider.getCacheManager(), liberties);
  }

  /**
   * Creates a subject with a manager of its own, for providers whose default manager is configured.
   */
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
