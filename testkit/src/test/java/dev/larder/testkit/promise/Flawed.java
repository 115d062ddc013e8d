package dev.larder.testkit.promise;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

/** Larder with one flaw. */
final class Flawed {
  static final String LARDER = "dev.larder.LarderCachingProvider";

  private Flawed() {}

  /** The flawed method. */
  interface Flaw {
    Object call(Cache<Object, Object> cache, Object[] arguments);
  }

  static CachingProvider provider(String method, int parameters, Flaw flaw) {
    return withManagers(manager -> manager(manager, method, parameters, flaw));
  }

  /** Returns a provider that changes the configuration of its caches. */
  static CachingProvider configured(Consumer<MutableConfiguration<Object, Object>> flaw) {
    return withManagers(manager -> configured(manager, flaw));
  }

  private static CachingProvider withManagers(UnaryOperator<CacheManager> change) {
    CachingProvider larder = Caching.getCachingProvider(LARDER);
    return proxy(
        CachingProvider.class,
        (proxy, called, arguments) -> {
          Object result = call(larder, called, arguments);
          return result instanceof CacheManager manager ? change.apply(manager) : result;
        });
  }

  @SuppressWarnings("unchecked") // the probes have caches of integers and boxes
  private static CacheManager configured(
      CacheManager manager, Consumer<MutableConfiguration<Object, Object>> flaw) {
    return proxy(
        CacheManager.class,
        (proxy, called, arguments) -> {
          if (called.getName().equals("createCache")) {
            MutableConfiguration<Object, Object> changed =
                new MutableConfiguration<>((CompleteConfiguration<Object, Object>) arguments[1]);
            flaw.accept(changed);
            arguments[1] = changed;
          }
          return call(manager, called, arguments);
        });
  }

  /** Returns a provider whose {@code close} does nothing. */
  static CachingProvider neverClosed() {
    CachingProvider larder = Caching.getCachingProvider(LARDER);
    return proxy(
        CachingProvider.class,
        (proxy, called, arguments) ->
            called.getName().equals("close") ? null : call(larder, called, arguments));
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
