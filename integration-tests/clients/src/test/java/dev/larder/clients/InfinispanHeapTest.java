package dev.larder.clients;

import java.lang.reflect.Method;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.infinispan.jcache.AbstractTwoCachesBasicOpsTest;
import org.testng.annotations.Test;

/** Infinispan's tests of two caches, on the heap: both are one. */
@Test
public class InfinispanHeapTest extends AbstractTwoCachesBasicOpsTest {
  @Override
  public Cache<String, String> getCache1(Method method) {
    CacheManager manager = Caching.getCachingProvider().getCacheManager();
    Cache<String, String> cache = manager.getCache(method.getName());
    return cache == null
        ? manager.createCache(method.getName(), new MutableConfiguration<>())
        : cache;
  }

  @Override
  public Cache<String, String> getCache2(Method method) {
    return getCache1(method);
  }

  @Override
  protected void createCacheManagers() {
    // Those of Infinispan, of which there are none.
  }
}
