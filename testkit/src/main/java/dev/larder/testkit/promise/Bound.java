package dev.larder.testkit.promise;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.cache.configuration.MutableConfiguration;

/**
 * How a provider is told how many entries a cache may hold, for which JCache has no word. By names
 * and files alone: none of the providers' classes is needed here.
 */
interface Bound {
  /** The URI of a manager whose caches hold at most so many entries. */
  URI managerUri(Path folder, long entries) throws IOException;

  /** What the configuration of such a cache starts from. */
  default <K, V> MutableConfiguration<K, V> configuration(long entries) {
    return new MutableConfiguration<>();
  }

  /** That of a provider, by the name of its class; empty if it is not known or has none. */
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
