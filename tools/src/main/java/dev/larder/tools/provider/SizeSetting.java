package dev.larder.tools.provider;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.cache.configuration.MutableConfiguration;

/**
 * How a provider is told how many entries a cache may hold. JCache has no word for it: each
 * provider has its own, used here without any of its classes, so that none need be on the class
 * path.
 */
public interface SizeSetting {

  /** The provider used unless another is named. */
  String LARDER = "dev.larder.LarderCachingProvider";

  /**
   * The URI of a manager whose caches hold at most the given number of entries.
   *
   * @param directory where a configuration file may be written
   * @param policy the eviction policy; empty for the provider's own
   */
  URI managerUri(Path directory, long entries, String policy) throws IOException;

  /** What the configuration of a cache of that size starts from. */
  default MutableConfiguration<String, String> configuration(long entries) {
    return new MutableConfiguration<>();
  }

  /** The setting of a provider, by the name of its class; empty for one that is not known here. */
  static Optional<SizeSetting> of(String providerClass) {
    return Optional.ofNullable(known().get(providerClass));
  }

  private static Map<String, SizeSetting> known() {
    return Map.of(
        LARDER,
        new HoconFile("defaults.maximum-size"),
        "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider",
        new HoconFile("caffeine.jcache.default.policy.maximum.size"),
        "org.cache2k.jcache.provider.JCacheProvider",
        new Cache2kCapacity());
  }
}
