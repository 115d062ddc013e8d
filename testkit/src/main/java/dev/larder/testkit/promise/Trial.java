package dev.larder.testkit.promise;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

/**
 * One run of a probe on one provider. It opens caches for the probe, and counts its observations.
 */
final class Trial {
  private final CachingProvider provider;
  private final Effort effort;
  private final long seed;
  private final Tally tally = new Tally();
  private int caches;

  Trial(String providerClass, Effort effort, long seed) {
    this(Caching.getCachingProvider(providerClass), effort, seed);
  }

  Trial(CachingProvider provider, Effort effort, long seed) {
    this.provider = provider;
    this.effort = effort;
    this.seed = seed;
  }

  CachingProvider provider() {
    return provider;
  }

  CacheManager manager() {
    return provider.getCacheManager();
  }

  Cache<Integer, Integer> open() {
    return open(Integer.class, Integer.class, configuration -> {});
  }

  Cache<Integer, Integer> open(Consumer<MutableConfiguration<Integer, Integer>> setup) {
    return open(Integer.class, Integer.class, setup);
  }

  <K, V> Cache<K, V> open(
      Class<K> keys, Class<V> values, Consumer<MutableConfiguration<K, V>> setup) {
    MutableConfiguration<K, V> configuration = new MutableConfiguration<>();
    configuration.setTypes(keys, values);
    setup.accept(configuration);
    return manager().createCache("probe-" + caches++, configuration);
  }

  /** Opens a cache with this maximum number of entries, set in the provider's own way. */
  <K, V> Cache<K, V> openBounded(Class<K> keys, Class<V> values, long entries) throws IOException {
    Bound bound =
        Bound.of(providerClass())
            .orElseThrow(() -> new NotApplicableException("no bound of it is known"));
    MutableConfiguration<K, V> configuration = bound.configuration(entries);
    configuration.setTypes(keys, values).setStoreByValue(false);
    Path folder = Files.createTempDirectory("probe");
    try {
      URI uri = bound.managerUri(folder, entries);
      return provider
          .getCacheManager(uri, provider.getDefaultClassLoader(), new Properties())
          .createCache("bounded-" + caches++, configuration);
    } finally {
      // Deleted here rather than on exit, because the JVM of a probe halts.
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private String providerClass() {
    return provider.getClass().getName();
  }

  int times(int full) {
    return effort.of(full);
  }

  /** Returns a random generator, with the same numbers each time for a stream. */
  Random random(int stream) {
    return new Random(seed * 31 + stream);
  }

  void check(boolean kept, String whatElse) {
    tally.add(kept, whatElse);
  }

  void count(long broken, long all, String what) {
    tally.add(broken, all, what);
  }

  Verdict verdict() {
    return tally.verdict();
  }
}
