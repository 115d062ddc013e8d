package dev.larder.benchmarks.subject;

import java.time.Duration;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.ExpiryPolicyBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.config.units.EntryUnit;
import org.ehcache.expiry.ExpiryPolicy;
import org.ehcache.impl.copy.IdentityCopier;
import org.ehcache.impl.copy.SerializingCopier;
import org.ehcache.jsr107.Eh107Configuration;
import org.ehcache.jsr107.config.ConfigurationElementState;
import org.ehcache.jsr107.config.Jsr107CacheConfiguration;
import org.ehcache.spi.loaderwriter.CacheLoaderWriter;

/**
 * Ehcache 3. Its bound needs its own configuration, which then has to contain all other settings.
 */
public final class EhcacheOpener implements Opener {
  @Override
  public Target open(Spec spec) {
    CacheConfigurationBuilder<Integer, Object> builder =
        CacheConfigurationBuilder.newCacheConfigurationBuilder(
                Integer.class,
                Standard.valueType(spec),
                ResourcePoolsBuilder.newResourcePoolsBuilder()
                    .heap(spec.maximum(), EntryUnit.ENTRIES))
            .withExpiry(expiry(spec.expiry()));
    builder = copying(builder, spec);
    if (spec.has(Extra.STATISTICS)) {
      builder =
          builder.withService(
              new Jsr107CacheConfiguration(
                  ConfigurationElementState.ENABLED, ConfigurationElementState.DISABLED));
    }
    if (spec.has(Extra.LOADER)) {
      builder = builder.withLoaderWriter(new Loading(new Standard.Loader(spec.values())));
    }
    JCacheTarget target =
        Standard.open(
            "org.ehcache.jsr107.EhcacheCachingProvider",
            Eh107Configuration.fromEhcacheCacheConfiguration(builder));
    if (spec.has(Extra.LISTENER)) {
      target.cache().registerCacheEntryListener(Standard.listener());
    }
    return target;
  }

  private static CacheConfigurationBuilder<Integer, Object> copying(
      CacheConfigurationBuilder<Integer, Object> builder, Spec spec) {
    if (!spec.has(Extra.BY_VALUE)) {
      return builder
          .withKeyCopier(IdentityCopier.identityCopier())
          .withValueCopier(IdentityCopier.identityCopier());
    }
    // By default, its adapter does not copy keys and values that it knows to be immutable.
    builder = builder.withKeyCopier(IdentityCopier.identityCopier());
    return spec.values() == Values.STRING || spec.values() == Values.NUMBER
        ? builder.withValueCopier(IdentityCopier.identityCopier())
        : builder.withValueCopier(SerializingCopier.asCopierClass());
  }

  private static ExpiryPolicy<Object, Object> expiry(Expiry expiry) {
    Duration duration = Duration.ofHours(Expiry.HOURS);
    return switch (expiry) {
      case ETERNAL -> ExpiryPolicyBuilder.noExpiration();
      case CREATED -> ExpiryPolicyBuilder.expiry().create(duration).build();
      case ACCESSED -> ExpiryPolicyBuilder.expiry().create(duration).access(duration).build();
    };
  }

  private static final class Loading implements CacheLoaderWriter<Integer, Object> {
    private final Standard.Loader loader;

    Loading(Standard.Loader loader) {
      this.loader = loader;
    }

    @Override
    public Object load(Integer key) {
      return loader.load(key);
    }

    @Override
    public void write(Integer key, Object value) {}

    @Override
    public void delete(Integer key) {}
  }
}
