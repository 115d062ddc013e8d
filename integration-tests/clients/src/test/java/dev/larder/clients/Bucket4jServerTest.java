package dev.larder.clients;

import io.github.bucket4j.grid.jcache.Bucket4jJCache;
import io.github.bucket4j.tck.AbstractDistributedBucketTest;
import io.github.bucket4j.tck.ProxyManagerSpec;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Bucket4j's kit for distributed buckets, on a server that two cache managers share. As in its own
 * tests of Infinispan, either manager may get the next request.
 */
class Bucket4jServerTest extends AbstractDistributedBucketTest {
  private static List<CacheManager> managers;

  @BeforeAll
  static void open() {
    CachingProvider provider = Caching.getCachingProvider();
    managers =
        List.of(
            provider.getCacheManager(URI.create("larder:one"), null),
            provider.getCacheManager(URI.create("larder:two"), null));
    specs = List.of(spec("optimistic"), spec("locked"));
  }

  private static ProxyManagerSpec<?, ?, ?> spec(String invoke) {
    List<Cache<String, byte[]>> caches =
        managers.stream()
            .map(
                manager ->
                    manager.createCache(
                        invoke,
                        SuiteServer.<String, byte[]>configuration(
                            "prefix=bucket4j&invoke=" + invoke)))
            .toList();
    return new ProxyManagerSpec<>(
        invoke,
        () -> UUID.randomUUID().toString(),
        () ->
            Bucket4jJCache.entryProcessorBasedBuilder(
                caches.get(ThreadLocalRandom.current().nextInt(caches.size()))));
  }

  @AfterAll
  static void close() {
    managers.forEach(CacheManager::close);
  }
}
