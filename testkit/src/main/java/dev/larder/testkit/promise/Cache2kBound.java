package dev.larder.testkit.promise;

import java.net.URI;
import java.nio.file.Path;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;

/** cache2k takes its capacity from a subclass of the standard configuration. */
record Cache2kBound() implements Bound {
  @Override
  public URI managerUri(Path folder, long entries) {
    return URI.create("at-most-" + entries);
  }

  @Override
  @SuppressWarnings("unchecked") // made by reflection
  public <K, V> MutableConfiguration<K, V> configuration(long entries) {
    try {
      Class<?> type = Class.forName("org.cache2k.config.Cache2kConfig");
      Object config = type.getConstructor().newInstance();
      type.getMethod("setEntryCapacity", long.class).invoke(config, entries);
      return (MutableConfiguration<K, V>)
          Class.forName("org.cache2k.jcache.ExtendedMutableConfiguration")
              .getMethod("of", type)
              .invoke(null, config);
    } catch (ReflectiveOperationException e) {
      throw new CacheException("this cache2k takes no capacity the way known here: " + e, e);
    }
  }
}
