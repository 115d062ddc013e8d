package dev.larder.tools.provider;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;

/**
 * The cache of one run: a contender at a size.
 *
 * @param size empty for the bound that the contender has itself
 */
public record Subject(Contender contender, Optional<CacheSize> size) {

  /** Returns a new manager, whose caches have this size. */
  public CacheManager manager(Path directory) throws IOException {
    return contender.setup().manager(directory, this);
  }

  /**
   * Creates a cache, and removes it again.
   *
   * @throws CacheException if the settings are wrong
   */
  public void check(Path directory) throws IOException {
    URI own = contender.setup().own().map(OwnConfiguration::uri).orElse(null);
    if (own != null && "file".equals(own.getScheme()) && !Files.isReadable(Path.of(own))) {
      throw new CacheException("there is no file that can be read: " + own);
    }
    try (CacheManager manager = manager(directory)) {
      manager.createCache(cacheName(), configuration());
      manager.destroyCache(cacheName());
    }
  }

  /** Returns the initial configuration of a cache. */
  public MutableConfiguration<String, String> configuration() {
    return contender.setup().configuration(this);
  }

  /** Returns the name of the cache. */
  public String cacheName() {
    return size.map(bound -> "replay-" + bound.held()).orElse("replay");
  }
}
