package dev.larder.testkit.model;

import dev.larder.LarderCachingProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;

/** A provider with a public class name: Larder, except that {@code getAndPut} returns null. */
public final class FlawedProvider implements CachingProvider {
  private final CachingProvider larder = new LarderCachingProvider();

  @Override
  public CacheManager getCacheManager(URI uri, ClassLoader loader, Properties properties) {
    return proxy(CacheManager.class, larder.getCacheManager(uri, loader, properties));
  }

  @Override
  public CacheManager getCacheManager(URI uri, ClassLoader loader) {
    return getCacheManager(uri, loader, null);
  }

  @Override
  public CacheManager getCacheManager() {
    return getCacheManager(null, null, null);
  }

  private static <T> T proxy(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> call(target, method, arguments)));
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      Object result = method.invoke(target, arguments);
      if (method.getName().equals("getAndPut")) {
        return null;
      }
      return result instanceof Cache<?, ?> cache ? proxy(Cache.class, cache) : result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public ClassLoader getDefaultClassLoader() {
    return larder.getDefaultClassLoader();
  }

  @Override
  public URI getDefaultURI() {
    return larder.getDefaultURI();
  }

  @Override
  public Properties getDefaultProperties() {
    return larder.getDefaultProperties();
  }

  @Override
  public void close() {
    larder.close();
  }

  @Override
  public void close(ClassLoader loader) {
    larder.close(loader);
  }

  @Override
  public void close(URI uri, ClassLoader loader) {
    larder.close(uri, loader);
  }

  @Override
  public boolean isSupported(OptionalFeature feature) {
    return larder.isSupported(feature);
  }
}
