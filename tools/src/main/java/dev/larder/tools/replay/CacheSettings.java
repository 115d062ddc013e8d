package dev.larder.tools.replay;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.integration.CacheLoader;

/** The settings that all caches of a replay share. */
public record CacheSettings(int threads, Optional<Duration> expiry, boolean byReference) {

  /** Completes a configuration with types, loader, statistics and expiry. */
  MutableConfiguration<String, String> applyTo(
      MutableConfiguration<String, String> configuration, CacheLoader<String, String> loader) {
    expiry.ifPresent(
        time ->
            configuration.setExpiryPolicyFactory(
                CreatedExpiryPolicy.factoryOf(
                    new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, time.toMillis()))));
    return configuration
        .setTypes(String.class, String.class)
        .setStoreByValue(!byReference)
        .setReadThrough(true)
        .setCacheLoaderFactory(new FactoryBuilder.SingletonFactory<>(loader))
        .setStatisticsEnabled(true);
  }

  /** Returns the checks that apply to such caches. */
  public Audit audit() {
    return new Audit(threads > 1, expiry.isPresent());
  }
}
