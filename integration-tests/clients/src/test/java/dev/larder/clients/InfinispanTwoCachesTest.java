package dev.larder.clients;

import java.lang.reflect.Method;
import java.net.URI;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.infinispan.jcache.AbstractTwoCachesBasicOpsTest;
import org.testng.annotations.Test;

/** Infinispan's tests of one cache in two members of a cluster: two managers with one server. */
@Test
public class InfinispanTwoCachesTest extends AbstractTwoCachesBasicOpsTest {
  @Override
  public Cache<String, String> getCache1(Method method) {
    return cache("larder:one", method);
  }

  @Override
  public Cache<String, String> getCache2(Method method) {
    return cache("larder:two", method);
  }

  /** Returns the cache of a method: each has its own, since Infinispan clears it in between. */
  private static Cache<String, String> cache(String uri, Method method) {
    CacheManager manager = Caching.getCachingProvider().getCacheManager(URI.create(uri), null);
    Cache<String, String> cache = manager.getCache(method.getName());
    return cache == null
        ? manager.createCache(
            method.getName(), SuiteServer.configuration("prefix=infinispan&events=cluster"))
        : cache;
  }

  @Override
  protected void createCacheManagers() {
    // Those of Infinispan, of which there are none.
  }
}
