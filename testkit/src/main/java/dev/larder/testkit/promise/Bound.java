package dev.larder.testkit.promise;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.cache.configuration.MutableConfiguration;

/**
 * Sets the maximum number of entries of a cache, which JCache cannot express. It uses names and
 * files only, so none of the providers' classes is needed.
 */
interface Bound {
  /** Returns the URI of a manager whose caches have this bound. */
  URI managerUri(Path folder, long entries) throws IOException;

  default <K, V> MutableConfiguration<K, V> configuration(long entries) {
    return new MutableConfiguration<>();
  }

  /** Returns the bound setting of a provider class, or empty if it is unknown or has none. */
  static Optional<Bound> of(String providerClass) {
    return Optional.ofNullable(
        Map.<String, Bound>of(
                "dev.larder.LarderCachingProvider",
                new FileBound(".conf", "defaults.maximum-size = %d\n"),
                "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider",
                new FileBound(".conf", "caffeine.jcache.default.policy.maximum.size = %d\n"),
                "org.ehcache.jsr107.EhcacheCachingProvider",
                new FileBound(".xml", FileBound.EHCACHE),
                "org.cache2k.jcache.provider.JCacheProvider",
                new Cache2kBound())
            .get(providerClass));
  }
}
