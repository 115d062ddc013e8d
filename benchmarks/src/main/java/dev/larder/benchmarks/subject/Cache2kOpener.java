package dev.larder.benchmarks.subject;

import org.cache2k.Cache;
import org.cache2k.Cache2kBuilder;
import org.cache2k.jcache.ExtendedMutableConfiguration;
import org.cache2k.jcache.JCacheConfig;

/** cache2k's adapter. */
public final class Cache2kOpener implements Opener {
  @Override
  public Target open(Spec spec) {
    ExtendedMutableConfiguration<Integer, Object> configuration =
        new ExtendedMutableConfiguration<>();
    configuration.setCache2kConfiguration(
        Cache2kBuilder.of(Integer.class, Standard.valueType(spec))
            .entryCapacity(spec.maximum())
            // By default, it ignores setStoreByValue once it has a bound.
            .with(JCacheConfig.class, jcache -> jcache.copyAlwaysIfRequested(true))
            .config());
    return Standard.open(
        "org.cache2k.jcache.provider.JCacheProvider",
        Standard.configure(configuration, spec),
        cache -> cache.unwrap(Cache.class).asMap().size());
  }
}
