package dev.larder.tools.provider;

import java.net.URI;
import java.nio.file.Path;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;

/**
 * cache2k takes the capacity from a subclass of the standard configuration, created by reflection.
 */
record Cache2kCapacity() implements SizeSetting {
  @Override
  public URI managerUri(Path directory, long entries, String policy) {
    return URI.create("at-most-" + entries);
  }

  @Override
  @SuppressWarnings("unchecked") // the factory method is generic in key and value
  public MutableConfiguration<String, String> configuration(long entries) {
    try {
      Class<?> configType = Class.forName("org.cache2k.config.Cache2kConfig");
      Object config = configType.getConstructor().newInstance();
      configType.getMethod("setEntryCapacity", long.class).invoke(config, entries);
      return (MutableConfiguration<String, String>)
          Class.forName("org.cache2k.jcache.ExtendedMutableConfiguration")
              .getMethod("of", configType)
              .invoke(null, config);
    } catch (ReflectiveOperationException e) {
      throw new CacheException(
          "this cache2k takes no capacity the way that is known here: " + e, e);
    }
  }
}
