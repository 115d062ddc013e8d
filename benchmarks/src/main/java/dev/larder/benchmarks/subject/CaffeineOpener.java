package dev.larder.benchmarks.subject;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import java.util.OptionalLong;
import javax.cache.configuration.MutableConfiguration;

/** Caffeine's adapter. */
public final class CaffeineOpener implements Opener {
  @Override
  public Target open(Spec spec) {
    CaffeineConfiguration<Integer, Object> configuration =
        new CaffeineConfiguration<>(Standard.configure(new MutableConfiguration<>(), spec));
    configuration.setMaximumSize(OptionalLong.of(spec.maximum()));
    return Standard.open(
        "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider",
        configuration,
        cache -> cache.unwrap(Cache.class).estimatedSize());
  }
}
