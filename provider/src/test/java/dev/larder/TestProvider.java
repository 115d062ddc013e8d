package dev.larder;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;

/** A provider with a clock that the test advances, and one manager. The test closes it. */
public final class TestProvider implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final ManualTicker ticker = new ManualTicker();
  private final LarderCachingProvider provider = new LarderCachingProvider(ticker);
  private final CacheManager manager =
      provider.getCacheManager(URI.create("test-" + COUNT.incrementAndGet()), null, null);

  public ManualTicker ticker() {
    return ticker;
  }

  public LarderCachingProvider provider() {
    return provider;
  }

  public CacheManager manager() {
    return manager;
  }

  public <K, V> Cache<K, V> cache(String name, Configuration<K, V> configuration) {
    return manager.createCache(name, configuration);
  }

  @Override
  public void close() {
    provider.close();
  }
}
