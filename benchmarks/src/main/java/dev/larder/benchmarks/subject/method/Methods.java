package dev.larder.benchmarks.subject.method;

import dev.larder.LarderConfiguration;
import dev.larder.benchmarks.subject.Spec;
import dev.larder.benchmarks.subject.Target;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.jspecify.annotations.Nullable;

/** A cache behind an intercepted object. */
final class Methods implements Target {
  static final String CACHE = "methods";

  private final Lookup lookup;
  private final Cache<Object, Object> cache;

  private Methods(Lookup lookup, Cache<Object, Object> cache) {
    this.lookup = lookup;
    this.cache = cache;
  }

  /** Returns Larder's manager, even if there are other providers. */
  static CacheManager manager() {
    return Caching.getCachingProvider("dev.larder.LarderCachingProvider").getCacheManager();
  }

  /** Opens the requested cache, and replaces an earlier one. */
  static Target open(Spec spec, Function<CacheManager, Lookup> interception) {
    CacheManager manager = manager();
    manager.destroyCache(CACHE);
    LarderConfiguration<Object, Object> configuration = new LarderConfiguration<>();
    configuration.setMaximumSize(spec.maximum());
    configuration.setStoreByValue(false);
    Cache<Object, Object> cache = manager.createCache(CACHE, configuration);
    return new Methods(interception.apply(manager), cache);
  }

  @Override
  public @Nullable Object get(Integer key) {
    return lookup.find(key);
  }

  @Override
  public void put(Integer key, Object value) {
    lookup.store(key, value);
  }

  @Override
  public boolean remove(Integer key) {
    throw new UnsupportedOperationException("remove");
  }

  @Override
  public long count() {
    long count = 0;
    for (Cache.Entry<Object, Object> entry : cache) {
      count += entry == null ? 0 : 1;
    }
    return count;
  }

  @Override
  public Object cache() {
    return cache;
  }
}
