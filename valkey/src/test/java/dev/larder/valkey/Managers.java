package dev.larder.valkey;

import dev.larder.LarderConfiguration;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/**
 * Cache managers as several processes have them: each with a client of its own, but all with the
 * same prefix on the server.
 */
final class Managers implements AutoCloseable {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final CachingProvider provider = Caching.getCachingProvider();
  private final List<CacheManager> open = new ArrayList<>();

  CacheManager create() {
    URI uri = URI.create("larder:test-" + NUMBERS.incrementAndGet());
    CacheManager manager = provider.getCacheManager(uri, provider.getDefaultClassLoader());
    open.add(manager);
    return manager;
  }

  /** Creates a cache in a manager of its own. */
  <K, V> Cache<K, V> cache(
      String address,
      Class<K> keyType,
      Class<V> valueType,
      Consumer<LarderConfiguration<K, V>> settings) {
    LarderConfiguration<K, V> configuration = new LarderConfiguration<>();
    configuration.setTypes(keyType, valueType);
    String separator = address.contains("?") ? "&" : "?";
    int master = address.contains("#") ? address.indexOf('#') : address.length();
    configuration.setStoreFactory(
        ValkeyConfiguration.of(
            address.substring(0, master) + separator + "prefix=test" + address.substring(master)));
    settings.accept(configuration);
    return create().createCache("cache", configuration);
  }

  Cache<String, String> cache(String address) {
    return cache(address, String.class, String.class, settings -> {});
  }

  @Override
  public void close() {
    open.forEach(CacheManager::close);
    open.clear();
  }
}
