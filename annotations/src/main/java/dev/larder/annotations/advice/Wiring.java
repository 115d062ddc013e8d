package dev.larder.annotations.advice;

import dev.larder.annotations.CacheErrorHandler;
import dev.larder.annotations.Instances;
import dev.larder.annotations.metadata.CachedMethod;
import java.lang.annotation.Annotation;
import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/**
 * Obtains the factories, resolvers and generators that a method's annotation names, once, before
 * the first call.
 */
final class Wiring {
  private final CacheResolverFactory factory;
  private final Instances instances;

  private final CacheErrorHandler handler;

  Wiring(
      CachedMethod<?> method,
      Supplier<CacheManager> manager,
      Instances instances,
      CacheErrorHandler handler) {
    this.handler = handler;
    Class<? extends CacheResolverFactory> named = method.resolverFactory();
    this.factory =
        named == CacheResolverFactory.class
            ? new DefaultResolverFactory(manager)
            : instances.get(named);
    this.instances = instances;
  }

  Failures failures(CachedMethod<?> method) {
    return new Failures(handler, method);
  }

  <A extends Annotation> Caching<A> caching(CachedMethod<A> method) {
    Class<? extends CacheKeyGenerator> named = method.keyGenerator();
    return new Caching<>(
        method,
        caches(method, factory.getCacheResolver(method.details())),
        named == CacheKeyGenerator.class ? null : instances.get(named));
  }

  /** Returns the caches of exceptions, or null if exceptions are not cached. */
  @Nullable Caches exceptions(CachedMethod<CacheResult> method) {
    return method.exceptions().heeded()
        ? caches(method, factory.getExceptionCacheResolver(method.details()))
        : null;
  }

  private Caches caches(CachedMethod<?> method, @Nullable CacheResolver resolver) {
    if (resolver == null) {
      throw new CacheException(factory.getClass().getName() + " has no resolver for " + method);
    }
    return new Caches(method, resolver);
  }
}
