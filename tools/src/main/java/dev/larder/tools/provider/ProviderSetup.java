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
 * A provider, and how its managers are made.
 *
 * @param uri the user's own configuration; when given, the bounds are what it says
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

  /** Whether this tool can have caches of any size from the provider. */
  public boolean sizable() {
    return sizing().isPresent();
  }

  /** Whether the provider has policies to choose from. */
  public boolean hasPolicies() {
    return sizable() && className.equals(SizeSetting.LARDER);
  }

  /** A new manager, whose caches hold at most so many entries if that is given. */
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

  /** What the configuration of a cache starts from. */
  public MutableConfiguration<String, String> configuration(Bound bound) {
    return bound.entries().isPresent()
        ? sizing().orElseThrow().configuration(bound.entries().getAsLong())
        : new MutableConfiguration<>();
  }

  private Optional<SizeSetting> sizing() {
    return uri.isPresent() ? Optional.empty() : SizeSetting.of(className);
  }
}
