package dev.larder.tools.provider;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import javax.cache.configuration.MutableConfiguration;

/**
 * Sets the maximum number of entries of a cache, which JCache cannot express. Each provider has its
 * own way. None of their classes is used directly, so none need be on the class path.
 */
interface SizeSetting {

  /**
   * Returns the URI of a manager whose caches hold at most the given number of entries.
   *
   * @param directory a directory for a configuration file
   * @param policy the eviction policy; empty for the provider's default
   */
  URI managerUri(Path directory, long entries, String policy) throws IOException;

  /** Returns the initial configuration of a cache of that size. */
  default MutableConfiguration<String, String> configuration(long entries) {
    return new MutableConfiguration<>();
  }
}
