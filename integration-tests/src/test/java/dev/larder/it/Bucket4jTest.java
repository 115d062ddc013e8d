package dev.larder.it;

import dev.larder.LarderConfiguration;
import dev.larder.valkey.EmbeddedStoreFactory;
import dev.larder.valkey.ValkeyConfiguration;
import io.github.bucket4j.grid.jcache.CompatibilityTest;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bucket4j's own test that a JCache provider isolates entry processors. */
class Bucket4jTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Timeout(60)
  void bucket4j_compatibilityTest_passes(boolean byValue) throws Exception {
    CacheManager manager =
        Caching.getCachingProvider("dev.larder.LarderCachingProvider").getCacheManager();
    Cache<String, Integer> cache =
        manager.createCache(
            "bucket4j", new MutableConfiguration<String, Integer>().setStoreByValue(byValue));
    try {
      new CompatibilityTest(cache).test();
    } finally {
      manager.destroyCache("bucket4j");
    }
  }

  /** As above, on a server: no increment of 4,000 is lost. */
  @Test
  @Timeout(120)
  void bucket4j_compatibilityTestOnAServer_passes() throws Exception {
    CacheManager manager =
        Caching.getCachingProvider("dev.larder.LarderCachingProvider").getCacheManager();
    LarderConfiguration<String, Integer> configuration = new LarderConfiguration<>();
    configuration.setStoreFactory(ValkeyConfiguration.of(EmbeddedStoreFactory.address()));
    Cache<String, Integer> cache = manager.createCache("bucket4j", configuration);
    try {
      new CompatibilityTest(cache).test();
    } finally {
      manager.destroyCache("bucket4j");
    }
  }
}
