package dev.larder.clients;

import io.github.bucket4j.grid.jcache.Bucket4jJCache;
import io.github.bucket4j.tck.AbstractDistributedBucketTest;
import io.github.bucket4j.tck.ProxyManagerSpec;
import java.util.List;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Bucket4j's kit for distributed buckets, on the heap, by value and by reference. */
class Bucket4jHeapTest extends AbstractDistributedBucketTest {
  private static CacheManager manager;

  @BeforeAll
  static void open() {
    manager = Caching.getCachingProvider().getCacheManager();
    specs = List.of(spec("by value", true), spec("by reference", false));
  }

  private static ProxyManagerSpec<?, ?, ?> spec(String name, boolean byValue) {
    Cache<String, byte[]> cache =
        manager.createCache(
            name, new MutableConfiguration<String, byte[]>().setStoreByValue(byValue));
    return new ProxyManagerSpec<>(
        name,
        () -> UUID.randomUUID().toString(),
        () -> Bucket4jJCache.entryProcessorBasedBuilder(cache));
  }

  @AfterAll
  static void close() {
    manager.close();
  }
}
