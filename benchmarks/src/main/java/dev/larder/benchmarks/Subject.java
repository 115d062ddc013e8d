package dev.larder.benchmarks;

import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import dev.larder.LarderConfiguration;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.configuration.Configuration;
import org.cache2k.Cache2kBuilder;
import org.cache2k.config.Cache2kConfig;
import org.cache2k.jcache.ExtendedMutableConfiguration;

/** What is measured: a cache by reference, bounded each in its provider's own way. */
public enum Subject {
  /** The limit: no bound, no cache. */
  MAP {
    @Override
    Operations open(int maximum) {
      ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();
      return new Operations(map::get, map::put, map);
    }
  },
  /** Ours. */
  LARDER {
    @Override
    Operations open(int maximum) {
      LarderConfiguration<Integer, Integer> configuration = new LarderConfiguration<>();
      configuration.setTypes(Integer.class, Integer.class).setStoreByValue(false);
      configuration.setMaximumSize(maximum);
      return cache("dev.larder.LarderCachingProvider", configuration);
    }
  },
  /** Caffeine's adapter. */
  CAFFEINE {
    @Override
    Operations open(int maximum) {
      CaffeineConfiguration<Integer, Integer> configuration = new CaffeineConfiguration<>();
      configuration.setTypes(Integer.class, Integer.class).setStoreByValue(false);
      configuration.setMaximumSize(OptionalLong.of(maximum));
      return cache(
          "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider", configuration);
    }
  },
  /** cache2k's adapter. */
  CACHE2K {
    @Override
    Operations open(int maximum) {
      Cache2kConfig<Integer, Integer> bound =
          Cache2kBuilder.of(Integer.class, Integer.class).entryCapacity(maximum).config();
      ExtendedMutableConfiguration<Integer, Integer> configuration =
          new ExtendedMutableConfiguration<>();
      configuration.setCache2kConfiguration(bound);
      configuration.setTypes(Integer.class, Integer.class).setStoreByValue(false);
      return cache("org.cache2k.jcache.provider.JCacheProvider", configuration);
    }
  };

  /** Opens an empty cache. */
  abstract Operations open(int maximum);

  static Operations cache(String provider, Configuration<Integer, Integer> configuration) {
    Cache<Integer, Integer> cache =
        Caching.getCachingProvider(provider)
            .getCacheManager()
            .createCache("benchmark", configuration);
    return new Operations(cache::get, cache::put, cache);
  }
}
