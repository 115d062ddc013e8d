package dev.larder.tools.provider;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

/**
 * A provider, with the settings of its managers.
 *
 * @param uri the user's own configuration, which then determines the bounds
 */
public record ProviderSetup(String className, CachingProvider provider, Optional<URI> uri) {

  /**
   * Finds a provider on the class path.
   *
   * @throws CacheException if there is none of that name
   */
  public static ProviderSetup find(String className, Optional<URI> uri) {
    try {
      return new ProviderSetup(className, Caching.getCachingProvider(className), uri);
    } catch (CacheException e) {
      throw new CacheException(
          "no JCache provider "
              + className
              + " on the class path: "
              + e.getMessage()
              + "; add its jars: java -cp larder.jar:its-jars/* dev.larder.tools.Main replay ...",
          e);
    }
  }

  /** Returns whether this tool can set the size of the provider's caches. */
  public boolean sizable() {
    return sizing().isPresent();
  }

  /** Returns whether the provider has several policies. */
  public boolean hasPolicies() {
    return sizable() && className.equals(SizeSetting.LARDER);
  }

  /** Returns a new manager, whose caches have the given bound. */
  public CacheManager manager(Path directory, Bound bound) throws IOException {
    URI place = provider.getDefaultURI();
    if (uri.isPresent()) {
      place = uri.get();
    } else if (bound.entries().isPresent()) {
      long entries = bound.entries().getAsLong();
      place = sizing().orElseThrow().managerUri(directory, entries, bound.policy());
    }
    return provider.getCacheManager(place, provider.getDefaultClassLoader(), new Properties());
  }

  /** Returns the initial configuration of a cache. */
  public MutableConfiguration<String, String> configuration(Bound bound) {
    return bound.entries().isPresent()
        ? sizing().orElseThrow().configuration(bound.entries().getAsLong())
        : new MutableConfiguration<>();
  }

  private Optional<SizeSetting> sizing() {
    return uri.isPresent() ? Optional.empty() : SizeSetting.of(className);
  }
}
