package dev.larder.testkit.promise;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/** Larder, with one method of its caches done wrong. */
final class Flawed {
  static final String LARDER = "dev.larder.LarderCachingProvider";

  private Flawed() {}

  /** The method, done wrong. */
  interface Flaw {
    Object call(Cache<Object, Object> cache, Object[] arguments);
  }

  static CachingProvider provider(String method, int parameters, Flaw flaw) {
    CachingProvider larder = Caching.getCachingProvider(LARDER);
    return proxy(
        CachingProvider.class,
        (proxy, called, arguments) -> {
          Object result = call(larder, called, arguments);
          return result instanceof CacheManager manager
              ? manager(manager, method, parameters, flaw)
              : result;
        });
  }

  private static CacheManager manager(
      CacheManager manager, String method, int parameters, Flaw flaw) {
    return proxy(
        CacheManager.class,
        (proxy, called, arguments) -> {
          Object result = call(manager, called, arguments);
          return result instanceof Cache<?, ?> cache
              ? cache((Cache<Object, Object>) cache, method, parameters, flaw)
              : result;
        });
  }

  private static Cache<?, ?> cache(
      Cache<Object, Object> cache, String method, int parameters, Flaw flaw) {
    return proxy(
        Cache.class,
        (proxy, called, arguments) ->
            called.getName().equals(method) && called.getParameterCount() == parameters
                ? flaw.call(cache, arguments)
                : call(cache, called, arguments));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
